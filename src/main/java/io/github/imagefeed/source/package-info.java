/**
 * Where labelled images come from. Each child package is one kind of source; the catalog names them
 * all.
 */
package io.github.imagefeed.source;

/** What DJL offers by itself, as people write it: the loaders that ours are measured against. */
package io.github.imagefeed.measure.peer;

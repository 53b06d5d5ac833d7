/** From a source into a store. */
package io.github.imagefeed.convert;

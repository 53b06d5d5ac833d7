/** In which order images are read, and which in which fold: arithmetic without storage. */
package io.github.imagefeed.order;

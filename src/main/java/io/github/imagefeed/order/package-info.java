/** In which order images are read: pure arithmetic that knows nothing of storage. */
package io.github.imagefeed.order;

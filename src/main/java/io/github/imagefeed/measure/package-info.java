/** What loading costs: time of an epoch, and what it adds to training. */
package io.github.imagefeed.measure;

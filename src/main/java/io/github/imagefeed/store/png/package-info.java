/**
 * A folder of PNG files, one an image, with their labels in a CSV file: readable by every image
 * tool, at the price of opening a file per image.
 */
package io.github.imagefeed.store.png;

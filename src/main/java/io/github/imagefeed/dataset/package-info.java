/**
 * The DJL side: batches of a store as native arrays. One read and one uint8 array a batch, never
 * one array an image.
 */
package io.github.imagefeed.dataset;

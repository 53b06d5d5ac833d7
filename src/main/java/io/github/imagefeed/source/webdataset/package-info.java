/**
 * Images in the shards of WebDataset: tar archives, in which an image and its label are members of
 * one base name, one after the other.
 */
package io.github.imagefeed.source.webdataset;

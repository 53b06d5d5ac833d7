/**
 * The way out: the images of a store as the files that other programs read. Nothing here is a store
 * of ours; each class that ends in {@code Target} is one kind of files, and {@link
 * io.github.imagefeed.export.ExportTargets} names them all.
 */
package io.github.imagefeed.export;

/**
 * Images in class folders: PNG and JPEG files, one folder a class, with or without a split into
 * {@code train} and {@code test}.
 */
package io.github.imagefeed.source.folder;

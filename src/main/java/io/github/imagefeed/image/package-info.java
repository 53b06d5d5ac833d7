/**
 * What an image is to this program: its shape and the names of its classes.
 *
 * <p>Nothing in this project accepts or returns {@code null} unless its Javadoc says so; absence is
 * an {@link java.util.Optional} or an exception.
 */
package io.github.imagefeed.image;

/**
 * CIFAR-10 and CIFAR-100 as their authors publish them: the binary versions, the python version of
 * CIFAR-10, the {@code .tar.gz} archives of these, and the download of the binary archive.
 *
 * <p>{@link io.github.imagefeed.source.cifar.CifarSources} is the way in. Nothing here trusts a
 * file: sizes are checked before memory is taken, archive members are matched against a fixed list
 * of names, and a pickle may only name the few numpy objects that these files are made of.
 */
package io.github.imagefeed.source.cifar;

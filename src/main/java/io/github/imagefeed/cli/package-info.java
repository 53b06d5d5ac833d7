/** The commands: they wire the other packages together and talk to the person. */
package io.github.imagefeed.cli;

/** What the fuzz tests have in common; each lies in the package of what it tests. */
package io.github.imagefeed.fuzz;

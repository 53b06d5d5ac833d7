/** The one place that names every source and every format. */
package io.github.imagefeed.catalog;

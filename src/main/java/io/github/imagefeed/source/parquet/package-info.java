/**
 * Images in Parquet files as the Hugging Face Hub has them: a column of encoded images, a column of
 * labels.
 *
 * <p>The library reads the metadata (Thrift) and the compressions are one more library; pages are
 * taken apart here, one at a time, because the usual reader holds a whole row group in memory,
 * needs Hadoop's classes, and allocates whatever a damaged page asks for.
 */
package io.github.imagefeed.source.parquet;

/**
 * The store in one Arrow IPC file (Feather V2) that pyarrow, polars, DuckDB and every other Arrow
 * library read as well: a table of three columns without nulls, uncompressed, little-endian.
 *
 * <ul>
 *   <li>{@code image}: the canonical extension type {@code arrow.fixed_shape_tensor} over {@code
 *       fixed_size_list<item: uint8>[H·W·C]}. Its metadata are {@code
 *       {"shape":[C,H,W],"dim_names":["C","H","W"]}} for planes and {@code
 *       {"shape":[H,W,C],"dim_names":["H","W","C"]}} for interleaved images. Libraries that do not
 *       know the extension show the list.
 *   <li>{@code label}: int32, an index into the class names.
 *   <li>{@code checksum}: uint32, {@link io.github.imagefeed.store.ImageChecksum}.
 * </ul>
 *
 * <p>The schema's metadata have one key, {@code imagefeed}: the manifest as JSON, sealed, as {@link
 * io.github.imagefeed.store.ManifestJson} has it, with class names, source, digest and folds. In
 * Python:
 *
 * <pre>{@code
 * table = pyarrow.ipc.open_file(pyarrow.memory_map("train.arrow")).read_all()
 * pixels = table["image"].chunk(0).to_numpy_ndarray()            # N×C×H×W, not copied
 * classes = json.loads(table.schema.metadata[b"imagefeed"])["classes"]
 * }</pre>
 *
 * <h2>Byte by byte</h2>
 *
 * <p>All numbers are little-endian; what is metadata is a FlatBuffer as the Arrow columnar format
 * defines it, version V5; gaps are zeros.
 *
 * <pre>
 *  0          "ARROW1" 0 0
 *  8          FFFFFFFF, int32 length, Message with the Schema, zeros up to a multiple of 64
 *             for each record batch:
 *               FFFFFFFF, int32 length, Message with the RecordBatch, zeros up to …
 *  4096·a       pixels of its images, one after the other, zeros up to a multiple of 64
 *  64·b         labels, int32 each, zeros up to a multiple of 64
 *  64·c         checksums, uint32 each, zeros up to a multiple of 64
 *  64·d       FFFFFFFF 00000000
 *             Footer with the Schema again and the places of the batches
 *             int32 length of the Footer
 *             "ARROW1", the end of the file
 * </pre>
 *
 * <p>All record batches but the last have the same number of images. Batches are read in any order
 * of buffers and with any gaps, so that a file that another Arrow library has written anew, with
 * metadata and batches kept, opens, too; strictly opened is only what this program wrote.
 *
 * <p>The library {@code arrow-format} does the metadata, once, at finish and at open. Pixels never
 * pass through it: the writer streams them to their place in the file, the reader copies them out
 * of memory maps.
 */
package io.github.imagefeed.store.arrow;

/**
 * Where images are kept for training: random access to uint8 images of one shape. Each child
 * package is one format, reader and writer; the catalog names them all.
 *
 * <h2>Durability</h2>
 *
 * <p>A store that was written, or a change of one, is on the device when {@code finish} returns. A
 * program that is killed, or a machine that stops, leaves the store as it was before or as it is
 * afterwards, with one exception: between two renames the old store has another name for a moment,
 * and the next writer gives it back its own ({@link StoreWriter} has the table). What else is left
 * does not open, and the next writer of that store deletes it.
 *
 * <p>A <b>new store</b> is written under another name, forced, and renamed, and then the folder it
 * lies in is forced. What each format forces (fsync) before the rename, in this order:
 *
 * <ul>
 *   <li>LMDB: the file with all blocks and the manifest; the store's folder.
 *   <li>HDF5: all pixels and labels; then the header, without which the file does not open.
 *   <li>Arrow: all record batches; then header and footer, without which the file does not open.
 *   <li>TileDB: all fragments with what makes them seen, and all folders; the manifest under
 *       another name; the rename of the manifest.
 *   <li>RocksDB: each blob file and table as it is flushed, the list of them, the folder.
 *   <li>PNG: labels; all image files and their folders, on Linux in one call ({@link DeviceSync});
 *       the manifest under another name; the rename of the manifest.
 * </ul>
 *
 * <p><b>Growing</b>, each step forced before the next:
 *
 * <ul>
 *   <li>LMDB in place: the changed pages, in places that the old state does not use; then the one
 *       page that makes them the current ones.
 *   <li>LMDB, HDF5 and Arrow by a longer copy: as a new store; then its file is renamed over the
 *       old one, which is one step.
 *   <li>TileDB: further fragments, which the old manifest does not name; the rename of the new
 *       manifest beside the old one, which makes it the one that counts; then the old one goes.
 *   <li>RocksDB by a twin whose files are links: new files move over; then its {@code CURRENT} is
 *       renamed over the old one, which is one step.
 *   <li>PNG: image files behind those that the manifest counts, labels and manifest under other
 *       names; the rename of the labels, of which the old manifest takes the first; the rename of
 *       the manifest.
 * </ul>
 *
 * <p><b>Shrinking</b> is LMDB's transaction again; for PNG the rename of the manifest, then of the
 * labels, then image files are removed.
 *
 * <p>All this holds as far as the device keeps what it says that it has, and as far as renames in
 * one folder reach it in their order, as they do on file systems with a journal.
 */
package io.github.imagefeed.store;

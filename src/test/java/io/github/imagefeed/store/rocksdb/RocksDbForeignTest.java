package io.github.imagefeed.store.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.convert.Verify;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.ImageStoreContract;
import io.github.imagefeed.store.StoreAppender;
import io.github.imagefeed.store.TestImages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** Databases that other programs wrote or changed, and other programs that read ours. */
final class RocksDbForeignTest {

  private static final TestImages IMAGES = TestImages.of(ImageShape.rgb(8, 8), 50);

  @TempDir Path folder;

  /** The same keys and values as another program writes them: in tables, compressed. */
  private static void rewrite(Path from, Path to) throws IOException {
    try (Options options =
            new Options()
                .setCreateIfMissing(true)
                .setCompressionType(CompressionType.SNAPPY_COMPRESSION);
        RocksDB source = RocksDB.openReadOnly(from.toString());
        RocksIterator entries = source.newIterator();
        RocksDB target = RocksDB.open(options, to.toString())) {
      for (entries.seekToFirst(); entries.isValid(); entries.next()) {
        target.put(entries.key(), entries.value());
      }
    } catch (RocksDBException e) {
      throw new IOException(e);
    }
    Files.createFile(to.resolve(RocksDbFiles.MARKER));
  }

  @Nested
  final class ReadThroughRocksDb implements ImageStoreContract {
    @Override
    public ImageStore open(TestImages images, Path folder) throws IOException {
      Path ours = folder.resolve("ours");
      Path theirs = folder.resolve("theirs");
      images.write(new RocksDbFormat(10), ours);
      rewrite(ours, theirs);
      ImageStore store = new RocksDbFormat().open(theirs);
      assertTrue(store instanceof EngineStore, "not by map");
      return store;
    }
  }

  @Test
  void whatAnotherProgramPutOverOursCounts() throws Exception {
    Path store = folder.resolve("store");
    Path other = folder.resolve("other");
    new TestImages(IMAGES.shape(), 50, TestImages.CLASSES, 9).write(new RocksDbFormat(7), store);
    IMAGES.write(new RocksDbFormat(7), other);
    try (RocksDB source = RocksDB.openReadOnly(other.toString());
        RocksIterator entries = source.newIterator();
        RocksDB target = RocksDB.open(store.toString())) {
      for (entries.seekToFirst(); entries.isValid(); entries.next()) {
        target.put(entries.key(), entries.value()); // stays in the log, and old values in files
      }
    }
    try (ImageStore open = new RocksDbFormat().openStrictly(store)) {
      assertEquals(IMAGES.digest(), Verify.digest(open));
    }
    try (RocksDB target = RocksDB.open(store.toString())) {
      target.compactRange();
    }
    try (ImageStore open = new RocksDbFormat().open(store)) {
      assertEquals(IMAGES.digest(), Verify.digest(open));
    }
  }

  /** The block that was not full is there twice, in a file of before and in a new one. */
  @Test
  void isReadByMapAfterAppends() throws IOException {
    Path store = folder.resolve("store");
    RocksDbFormat format = new RocksDbFormat(7);
    TestImages.of(IMAGES.shape(), 31).write(format, store);
    for (int from = 31; from < 50; from++) {
      try (StoreAppender appender = StoreAppender.open(format, store, 1)) {
        appender.append(IMAGES.pixels(from), IMAGES.label(from));
        appender.finish();
      }
    }
    try (ImageStore open = format.openStrictly(store)) {
      assertTrue(open instanceof RocksDbStore, "by map");
      assertEquals(IMAGES.digest(), Verify.digest(open));
    }
  }

  /** RocksDB's own tool, of whatever version is installed. */
  @Test
  void ldbReadsAnImage() throws Exception {
    Path ldb = Path.of("/usr/bin/ldb");
    Assumptions.assumeTrue(
        Files.isExecutable(ldb), "skipped: needs Debian's package rocksdb-tools");
    Path store = folder.resolve("store");
    IMAGES.write(new RocksDbFormat(7), store);
    List<String> command =
        List.of(
            ldb.toString(),
            "--db=" + store,
            "--key_hex",
            "--value_hex",
            "get",
            "0x0000000000000002");
    Process process = new ProcessBuilder(command).start();
    String value =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    assertEquals(0, process.waitFor());
    byte[] block = HexFormat.of().parseHex(value.substring("0x".length()));
    int bytes = IMAGES.shape().bytes();
    assertEquals(7 * (bytes + 8), block.length);
    byte[] image = java.util.Arrays.copyOfRange(block, 3 * bytes, 4 * bytes);
    assertEquals(HexFormat.of().formatHex(IMAGES.pixels(17)), HexFormat.of().formatHex(image));
    assertEquals(IMAGES.label(17), block[7 * bytes + 3 * 4]);
  }
}

package io.github.imagefeed.source.parquet;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.fuzz.Hostile;
import io.github.imagefeed.source.ImageSize;
import io.github.imagefeed.source.SourceException;
import io.github.imagefeed.source.Split;
import io.github.imagefeed.store.Python;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that cannot be used end in words that say which, what and what was expected. */
final class ParquetDamageTest {

  @TempDir Path folder;

  /** Reads everything, each image in 3x5. */
  private static int readAll(Path file) throws IOException {
    int sum = 0;
    try (ParquetSource source = ParquetSource.open(file, Optional.of(new ImageSize(3, 5)))) {
      for (Split split : Split.values()) {
        for (int i = 0; i < source.size(split); i++) {
          sum += source.read(split, i, new byte[45]);
        }
      }
    }
    return sum;
  }

  private static void assertRefused(Path file, String... parts) {
    var thrown = assertThrows(SourceException.class, () -> readAll(file), file.toString());
    assertTrue(thrown.getMessage().contains(file.toString()), thrown.getMessage());
    for (String part : parts) {
      assertTrue(thrown.getMessage().contains(part), part + " in " + thrown.getMessage());
    }
  }

  @Test
  void filesThatAreNone() throws IOException {
    Path file = folder.resolve("x.parquet");
    byte[] whole = Fixtures.bytes(Fixtures.FIRST + ".parquet");
    assertRefused(Files.write(file, new byte[0]), "no Parquet file");
    assertRefused(Files.writeString(file, "<html>".repeat(9)), "no Parquet file");
    for (int length = 12; length < whole.length; length += 97) {
      assertRefused(Files.write(file, Arrays.copyOf(whole, length)), "cut short");
    }
    for (int claim : new int[] {-1, Integer.MAX_VALUE, whole.length, 0, 5}) {
      byte[] lying = whole.clone();
      ByteBuffer.wrap(lying).order(ByteOrder.LITTLE_ENDIAN).putInt(whole.length - 8, claim);
      assertRefused(Files.write(file, lying), "metadata");
    }
  }

  /** Whatever byte is another: it is refused, or does not matter. */
  @Test
  void flippedBytes() throws IOException {
    Path file = folder.resolve("x.parquet");
    int refused = 0;
    int tried = 0;
    for (String name : List.of(Fixtures.FIRST, Fixtures.SECOND, Fixtures.TEST)) {
      byte[] whole = Fixtures.bytes(name + ".parquet");
      for (int i = 0; i < whole.length; i += 5, tried++) {
        byte[] flipped = whole.clone();
        flipped[i] ^= (byte) (1 << i % 8);
        Files.write(file, flipped);
        if (Hostile.read(SourceException.class, file.toString(), () -> readAll(file)).isEmpty()) {
          refused++;
        }
      }
    }
    assertTrue(refused > tried / 5, refused + " of " + tried);
  }

  @Test
  void pageBeyondTheLimit() throws IOException {
    Path file = Fixtures.write(folder, Fixtures.FIRST).resolve(Fixtures.FIRST + ".parquet");
    Table table = Table.open(file);
    try (FileChannel channel = FileChannel.open(file)) {
      ChunkPages pages = new ChunkPages(file, channel, table.images().get(0), table.image(), 50);
      var thrown = assertThrows(SourceException.class, pages::advance);
      assertTrue(thrown.getMessage().contains("limit is 50"), thrown.getMessage());
      assertTrue(thrown.getMessage().contains("-Xmx"), thrown.getMessage());
    }
  }

  @Test
  void filesOfTwoSets() throws IOException {
    Fixtures.write(folder, Fixtures.FIRST);
    byte[] other = Fixtures.bytes(Fixtures.SECOND + ".parquet");
    byte[] name = "aeroplane".getBytes(StandardCharsets.US_ASCII);
    int changed = 0;
    for (int i = 0; i + name.length < other.length; i++) {
      if (Arrays.equals(other, i, i + name.length, name, 0, name.length)) {
        other[i] = 'b';
        changed++;
      }
    }
    assertTrue(changed > 0);
    Files.move(folder.resolve(Fixtures.FIRST + ".parquet"), folder.resolve("train-0.parquet"));
    Path file = Files.write(folder.resolve("train-1.parquet"), other);
    var thrown = assertThrows(SourceException.class, () -> readAll(folder));
    assertTrue(thrown.getMessage().startsWith(file.toString()), thrown.getMessage());
    assertTrue(thrown.getMessage().contains("one set"), thrown.getMessage());
  }

  /** Tables that are whole, but not what is needed. */
  @Test
  void tablesThatDoNotFit() throws IOException, InterruptedException {
    Python.assumeHas("pyarrow", "none, but pip's pyarrow, on PYTHONPATH");
    Python.assumeHas("PIL", "python3-pil");
    List<String> unused =
        Python.run(
            """
            import io, json, sys
            import pyarrow as pa, pyarrow.parquet as pq
            from PIL import Image
            out = io.BytesIO()
            Image.new('RGB', (4, 4)).save(out, 'PNG')
            png = out.getvalue()
            cell = pa.struct({'bytes': pa.binary(), 'path': pa.string()})
            good = pa.array([{'bytes': png, 'path': 'a'}] * 3, cell)
            lost = pa.array([{'bytes': png, 'path': 'a'}, {'bytes': None, 'path': 'b'}, None], cell)
            names = {'huggingface': json.dumps({'info': {'features': {'label': {'names': ['x', 'y']}}}})}
            def write(name, columns, metadata=None, **options):
                table = pa.table(columns).replace_schema_metadata(metadata)
                pq.write_table(table, f'{sys.argv[1]}/{name}.parquet', **options)
            write('lost', {'image': lost, 'label': [0, 1, 0]})
            write('null', {'image': good, 'label': [0, None, 0]})
            write('beyond', {'image': good, 'label': [0, 1, 2]}, names)
            write('negative', {'image': good, 'label': [0, -1, 1]})
            write('huge', {'image': good, 'label': [0, 1 << 40, 1]})
            write('blank', {'image': good, 'label': ['a', ' ', 'b']})
            write('unlabelled', {'image': good, 'id': [0, 1, 2]})
            write('imageless', {'text': ['a', 'b', 'c'], 'label': [0, 1, 2]})
            write('two', {'left': good, 'right': good, 'label': [0, 1, 2]})
            write('listed', {'image': pa.array([[png]] * 3), 'label': [0, 1, 2]})
            write('brotli', {'image': good, 'label': [0, 1, 2]}, compression='brotli')
            write('delta', {'image': good, 'label': [0, 1, 2]}, use_dictionary=False,
                  column_encoding={'label': 'DELTA_BINARY_PACKED'})
            write('text', {'image': pa.array([b'GIF89a'] * 3), 'label': [0, 1, 2]})
            write('empty', {'image': good.slice(0, 0), 'label': pa.array([], pa.int64())})
            write('json', {'image': good, 'label': [0, 1, 2]}, {'huggingface': '{'})
            write('deep', {'image': good, 'label': [0, 1, 2]}, {'huggingface': '[' * 100000})
            """,
            folder);
    assertRefused(at("lost"), "row 1: image.bytes is null");
    assertRefused(at("null"), "row 1: label is null");
    assertRefused(at("beyond"), "row 2: label is 2, expected 0 to 1");
    assertRefused(at("negative"), "row 1: label is -1, expected 0 to");
    assertRefused(at("huge"), "row 1: label is 1099511627776");
    assertRefused(at("blank"), "blank class name");
    assertRefused(at("unlabelled"), "no column of labels among [image.bytes, image.path, id]");
    assertRefused(at("imageless"), "no column holds images among [text, label]");
    assertRefused(at("two"), "several columns may hold images", "'img'");
    assertRefused(at("listed"), "no column holds images");
    assertRefused(at("brotli"), "compressed by BROTLI, expected SNAPPY");
    assertRefused(at("delta"), "encoded as DELTA_BINARY_PACKED");
    assertRefused(at("text"), "row 0", "neither PNG nor JPEG");
    assertRefused(at("empty"), "holds no rows");
    assertRefused(at("json"), "'huggingface' are no JSON");
    assertRefused(at("deep"), "'huggingface' are no JSON");
  }

  private Path at(String name) {
    return folder.resolve(name + ".parquet");
  }
}

package io.github.imagefeed.store.lmdb.foreign;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.imagefeed.fuzz.Hostile;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.lmdb.LmdbValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that may be pickled images, and those of them that are text. */
final class PickleFuzzTest {

  private static final int MOST = 1 << 16;

  static Stream<byte[]> seeds() {
    return Stream.of(
        Environments.pickle(new Samples(new ImageShape(2, 3, 3, Layout.HWC), 4), 3),
        "\u0080\u0004C\u0003\u00ff\u00d8\u00ffK\u0005\u0086\u0094."
            .getBytes(StandardCharsets.ISO_8859_1));
  }

  @MethodSource("seeds")
  @FuzzTest
  void read(byte[] data) {
    Hostile.read(
        ValueException.class,
        "",
        () -> {
          Content content = new PickleFormat().read(LmdbValue.of(data));
          Objects.checkFromIndexSize(content.at(), content.bytes(), data.length);
          if (content.packing() != Packing.ENCODED
              && content.shape().orElseThrow().bytes() <= MOST) {
            ImageShape shape = content.shape().orElseThrow();
            Unpacker unpacker = new Unpacker(shape, content.packing(), true, LmdbValue.of(data));
            ByteBuffer out = ByteBuffer.allocateDirect(shape.bytes());
            unpacker.unpack(content.at(), content.bytes(), out, 0);
          }
          return content;
        });
  }
}

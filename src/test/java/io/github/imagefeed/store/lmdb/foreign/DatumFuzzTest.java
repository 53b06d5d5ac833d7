package io.github.imagefeed.store.lmdb.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.imagefeed.fuzz.Hostile;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.lmdb.LmdbValue;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that may be Caffe's Datums. */
final class DatumFuzzTest {

  static Stream<byte[]> seeds() {
    return Stream.of(
        Environments.datum(new Samples(new ImageShape(2, 3, 3, Layout.HWC), 4), 3),
        Environments.datum(new Samples(new ImageShape(2, 2, 1, Layout.HWC), 4), 2));
  }

  @MethodSource("seeds")
  @FuzzTest
  void read(byte[] data) {
    Hostile.read(
        ValueException.class,
        "",
        () -> {
          Content content = new DatumFormat().read(LmdbValue.of(data));
          Objects.checkFromIndexSize(content.at(), content.bytes(), data.length);
          content.shape().ifPresent(shape -> assertEquals(shape.bytes(), content.bytes()));
          return content;
        });
  }
}

package io.github.imagefeed.store.tiledb;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ChangedStoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maps of many fragments, without the library. */
final class MappedArrayTest {

  private static final ImageShape SHAPE = ImageShape.rgb(7, 5);
  private static final int FRAGMENTS = 130;

  @TempDir Path store;

  /** Of files that only have the right lengths, an image each. */
  private MappedArray map(List<Fragment> fragments) throws IOException {
    TiledArray images = TiledArray.of(SHAPE).get(TiledArray.IMAGES);
    for (Fragment fragment : fragments) {
      Path file = data(fragment);
      Files.createDirectories(file.getParent());
      long bytes = images.file().bytes(fragment.first(), fragment.count());
      Files.write(file, new byte[Math.toIntExact(bytes)]);
    }
    return MappedArray.map(store, images, TiledArray.IMAGES, fragments);
  }

  private Path data(Fragment fragment) {
    return fragment.parts().get(TiledArray.IMAGES).data(store.resolve("images"));
  }

  private static List<Fragment> fragments() {
    List<Fragment> fragments = new ArrayList<>();
    for (int i = 0; i < FRAGMENTS; i++) {
      fragments.add(new Fragment(i, 1, List.of(new Fragment.Part("fragment" + i, 0))));
    }
    return fragments;
  }

  /** Each look costs a call of the system, of a thousand files a millisecond. */
  @Test
  void aBatchLooksAfterItsOwnFilesOnly() throws IOException {
    List<Fragment> fragments = fragments();
    MappedArray array = map(fragments);
    ByteBuffer target = ByteBuffer.allocateDirect(SHAPE.bytes());
    FileTime other = FileTime.from(Instant.now().minusSeconds(3_600));
    Files.setLastModifiedTime(data(fragments.get(65)), other);
    for (int image = 0; image < FRAGMENTS; image++) {
      if (image != 65) {
        array.copy(new int[] {image}, 0, 1, target);
      }
    }
    int[] changed = {65};
    assertThrows(ChangedStoreException.class, () -> array.copy(changed, 0, 1, target));
    int[] unchanged = {1};
    assertThrows(ChangedStoreException.class, () -> array.copy(unchanged, 0, 1, target));
  }
}

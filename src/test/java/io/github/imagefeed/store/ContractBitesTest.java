package io.github.imagefeed.store;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.imagefeed.store.lmdb.LmdbFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores that are wrong on purpose: the contract must notice each. */
final class ContractBitesTest {

  /** How a broken store answers a read that the sound store {@code good} could serve. */
  private interface Defect {
    void read(ImageStore good, int[] indices, int from, int to, ByteBuffer pixels, int[] labels)
        throws IOException;
  }

  private record BrokenStore(ImageStore good, Defect defect) implements ImageStore {
    @Override
    public StoreManifest manifest() {
      return good.manifest();
    }

    @Override
    public void read(int[] indices, int from, int to, ByteBuffer pixels, int[] labels)
        throws IOException {
      defect.read(good, indices, from, to, pixels, labels);
    }

    @Override
    public void close() throws IOException {
      good.close();
    }
  }

  private static ImageStoreContract contractOf(Defect defect) {
    return (images, folder) -> {
      Path path = folder.resolve("store.lmdb");
      images.write(new LmdbFormat(), path);
      return new BrokenStore(new LmdbFormat().open(path), defect);
    };
  }

  @Test
  void soundStorePasses(@TempDir Path folder) throws Exception {
    contractOf(ImageStore::read).keepsAnyOrderAndDuplicates(folder);
  }

  @Test
  void noticesSortedIndices(@TempDir Path folder) {
    ImageStoreContract contract =
        contractOf(
            (good, indices, from, to, pixels, labels) -> {
              int[] sorted = indices.clone();
              Arrays.sort(sorted, from, to);
              good.read(sorted, from, to, pixels, labels);
            });
    assertThrows(AssertionError.class, () -> contract.keepsAnyOrderAndDuplicates(folder));
  }

  @Test
  void noticesOneWrongPixelOfTheLastImage(@TempDir Path folder) {
    ImageStoreContract contract =
        contractOf(
            (good, indices, from, to, pixels, labels) -> {
              good.read(indices, from, to, pixels, labels);
              int last = pixels.position() + (to - from) * good.shape().bytes() - 1;
              pixels.put(last, (byte) (pixels.get(last) ^ 1));
            });
    assertThrows(AssertionError.class, () -> contract.readsAllInOrder(folder));
  }

  @Test
  void noticesAWrongLabel(@TempDir Path folder) {
    ImageStoreContract contract =
        contractOf(
            (good, indices, from, to, pixels, labels) -> {
              good.read(indices, from, to, pixels, labels);
              labels[to - from - 1] = 0;
            });
    assertThrows(AssertionError.class, () -> contract.readsAllInOrder(folder));
  }

  @Test
  void noticesIgnoredPosition(@TempDir Path folder) {
    ImageStoreContract contract =
        contractOf(
            (good, indices, from, to, pixels, labels) ->
                good.read(indices, from, to, pixels.duplicate().position(0), labels));
    assertThrows(AssertionError.class, () -> contract.writesWhereTheBufferStands(folder));
  }

  @Test
  void noticesIgnoredStart(@TempDir Path folder) {
    ImageStoreContract contract =
        contractOf(
            (good, indices, from, to, pixels, labels) ->
                good.read(indices, 0, to - from, pixels, labels));
    assertThrows(AssertionError.class, () -> contract.writesWhereTheBufferStands(folder));
  }

  @Test
  void noticesMissingChecks(@TempDir Path folder) {
    ImageStoreContract contract =
        contractOf(
            (good, indices, from, to, pixels, labels) -> {
              int[] wrapped = indices.clone();
              for (int i = 0; i < wrapped.length; i++) {
                wrapped[i] = Math.floorMod(wrapped[i], good.size());
              }
              good.read(wrapped, from, to, pixels, labels);
            });
    assertThrows(AssertionError.class, () -> contract.namesIndexAndSizeOutOfRange(folder));
  }

  @Test
  void noticesSharedState(@TempDir Path folder) {
    ByteBuffer[] shared = {ByteBuffer.allocateDirect(0)};
    ImageStoreContract contract =
        contractOf(
            (good, indices, from, to, pixels, labels) -> {
              int bytes = (to - from) * good.shape().bytes();
              if (shared[0].capacity() < bytes) {
                shared[0] = ByteBuffer.allocateDirect(bytes);
              }
              good.read(indices, from, to, shared[0], labels);
              LockSupport.parkNanos(200_000); // long enough for the others to overwrite
              pixels.put(pixels.position(), shared[0], 0, bytes);
            });
    assertThrows(Exception.class, () -> contract.servesThreadsAtTheSameTime(folder));
  }
}

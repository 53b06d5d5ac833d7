package io.github.imagefeed.store.lmdb;

import io.github.imagefeed.store.StoreNames;
import io.github.imagefeed.store.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.agrona.DirectBuffer;
import org.lmdbjava.CopyFlags;
import org.lmdbjava.DirectBufferProxy;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.LmdbException;

/**
 * LMDB's own copy without free pages, forced, and renamed over the file. The folder stays, so that
 * this is one step.
 */
final class LmdbCompaction {

  private LmdbCompaction() {}

  static void run(Path store) throws IOException {
    Path temporary = Files.createDirectory(new StoreNames(store).unfinished());
    try {
      copy(store, temporary);
      LmdbStore.open(temporary).close(); // rather fail here than after the old file is gone
      Path data = temporary.resolve(LmdbFiles.DATA);
      Trees.force(data);
      Files.move(data, store.resolve(LmdbFiles.DATA), StandardCopyOption.ATOMIC_MOVE);
      Trees.force(store);
    } catch (IOException | RuntimeException e) {
      try {
        Trees.delete(temporary);
      } catch (IOException f) {
        e.addSuppressed(f);
      }
      throw e;
    }
    Trees.delete(temporary);
  }

  private static void copy(Path from, Path to) throws IOException {
    LmdbCheck.forChange(from);
    long bytes = Files.size(from.resolve(LmdbFiles.DATA));
    try (Env<DirectBuffer> env =
        Env.create(DirectBufferProxy.PROXY_DB)
            .open(from.toFile(), EnvFlags.MDB_RDONLY_ENV, EnvFlags.MDB_NOLOCK)) {
      env.copy(to.toFile(), CopyFlags.MDB_CP_COMPACT);
    } catch (LmdbException e) {
      throw LmdbErrors.of(to, "cannot copy", e, bytes);
    }
  }
}

package io.github.imagefeed.store.arrow;

import io.github.imagefeed.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Whether a file is, outside its data, to the byte what {@link ArrowWriter} writes. */
record ArrowBytes(Path path, FileChannel channel, ArrowContents contents) {

  /**
   * Checks.
   *
   * @throws StoreException if a byte is another one
   */
  void check() throws IOException {
    BatchTable table = contents.batches();
    ArrowPlan plan = new ArrowPlan(contents.manifest(), table.batchImages());
    if (!table.isAsPlanned(plan)) {
      throw damaged("its record batches do not lie where imagefeed puts them");
    }
    requireEqual("the header", 0, plan.header());
    for (int batch = 0; batch < plan.batches(); batch++) {
      String which = "record batch " + batch;
      requireEqual("the message of " + which, plan.messageAt(batch), plan.message(batch));
      long integers = (long) plan.images(batch) * Integer.BYTES;
      long pixels = (long) plan.images(batch) * plan.shape().bytes();
      requireZeros(which, plan.bodyAt(batch) + pixels, plan.labelsAt(batch));
      requireZeros(which, plan.labelsAt(batch) + integers, plan.checksumsAt(batch));
      requireZeros(which, plan.checksumsAt(batch) + integers, plan.bodyEnd(batch));
    }
    requireEqual("the footer", plan.footerAt(), plan.footer());
    if (channel.size() != plan.fileBytes()) {
      throw damaged("it has " + channel.size() + " bytes, expected " + plan.fileBytes());
    }
  }

  private void requireZeros(String which, long from, long to) throws IOException {
    requireEqual("the gap in " + which, from, ByteBuffer.allocate((int) (to - from)));
  }

  private void requireEqual(String what, long at, ByteBuffer expected) throws IOException {
    ByteBuffer found = ByteBuffer.allocate(expected.remaining());
    while (found.hasRemaining()) {
      if (channel.read(found, at + found.position()) < 0) {
        throw damaged("cut: the file ends at byte " + (at + found.position()));
      }
    }
    int differs = found.flip().mismatch(expected);
    if (differs >= 0) {
      throw damaged(what + " is not as it was written, at byte " + (at + differs));
    }
  }

  private StoreException damaged(String what) {
    return new StoreException(path + ": damaged: " + what);
  }
}

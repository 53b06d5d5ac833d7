package io.github.imagefeed.source.cifar;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntUnaryOperator;

/** Writes pickles opcode by opcode, the way Python 2 wrote the official files. */
final class Pickle2 {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int memo;

  /** A whole batch: the official keys in the official order. */
  static Pickle2 batch(int file, int count) {
    byte[] data = new byte[count * CifarFiles.PIXELS];
    for (int r = 0; r < count; r++) {
      System.arraycopy(
          CifarFiles.pixels(file, r), 0, data, r * CifarFiles.PIXELS, CifarFiles.PIXELS);
    }
    return batch(count, r -> CifarFiles.label(file, r), data, "numpy.core.multiarray", false);
  }

  static Pickle2 batch(
      int count, IntUnaryOperator label, byte[] data, String module, boolean fortran) {
    Pickle2 p = new Pickle2();
    p.raw("\u0080\u0002}").put().raw("(");
    p.text("batch_label").text("training batch 1 of 5");
    p.text("labels").raw("]").put().raw("(");
    for (int r = 0; r < count; r++) {
      p.integer(label.applyAsInt(r));
    }
    p.raw("e");
    p.text("data");
    p.raw("c" + module + "\n_reconstruct\n").put();
    p.raw("cnumpy\nndarray\n").put();
    p.raw("K\u0000\u0085").put().text("b").raw("\u0087").put().raw("R").put();
    p.raw("(K\u0001");
    p.integer(count).integer(CifarFiles.PIXELS).raw("\u0086").put();
    p.raw("cnumpy\ndtype\n").put().text("u1").raw("K\u0000K\u0001\u0087").put().raw("R").put();
    p.raw("(K\u0003").text("|").raw("NNNJ\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ff");
    p.raw("K\u0000t").put().raw("b");
    p.raw(fortran ? "\u0088" : "\u0089").raw("T").int32(data.length);
    p.out.writeBytes(data);
    p.put().raw("t").put().raw("b");
    p.text("filenames").raw("]").put().raw("(").text("a_plane.png").raw("eu.");
    return p;
  }

  static Pickle2 names(String... names) {
    Pickle2 p = new Pickle2();
    p.raw("(dp1\nS'num_vis'\np2\nI3072\nsS'label_names'\np3\n(lp4\n");
    int n = 5;
    for (String name : names) {
      p.raw("S'" + name + "'\np" + n++ + "\na");
    }
    p.raw("s.");
    return p;
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  Pickle2 raw(String latin1) {
    out.writeBytes(latin1.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  private Pickle2 put() {
    return raw("q").raw(String.valueOf((char) ++memo));
  }

  private Pickle2 text(String text) {
    return raw("U").raw(String.valueOf((char) text.length())).raw(text).put();
  }

  private Pickle2 integer(int value) {
    if (value >= 0 && value < 256) {
      return raw("K").raw(String.valueOf((char) value));
    }
    return raw("J").int32(value);
  }

  private Pickle2 int32(int value) {
    for (int shift = 0; shift < 32; shift += 8) {
      out.write(value >>> shift);
    }
    return this;
  }
}

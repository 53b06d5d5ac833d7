package io.github.imagefeed.export;

import io.github.imagefeed.image.ImageShape;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The bytes that Python's {@code pickle.dumps(value, protocol=3)} gives for an object of the
 * tutorial's class {@code CIFAR_Image} in the module {@code __main__}, with its attributes channels
 * (int), size (a tuple of height and width), image (bytes, H×W×C) and label (int). Protocol 3 is
 * what Python 3.7 wrote, the Python of that tutorial, and every Python 3 reads it.
 *
 * <p>Nothing else can be written. In the tutorial's own files label is a scalar of numpy, which
 * says no more than the number.
 */
final class CifarImagePickle {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int memo;

  private CifarImagePickle() {}

  /**
   * The pickle of an image.
   *
   * @param shape of it, whatever its layout
   * @param pixels H×W×C
   */
  static byte[] of(ImageShape shape, byte[] pixels, int label) {
    CifarImagePickle pickle = new CifarImagePickle();
    pickle.opcode(0x80).opcode(3); // PROTO
    pickle.opcode('c').line("__main__").line("CIFAR_Image").remember(); // GLOBAL
    pickle.opcode(')').opcode(0x81).remember(); // EMPTY_TUPLE, NEWOBJ: not by its constructor
    pickle.opcode('}').remember().opcode('('); // EMPTY_DICT, MARK
    pickle.key("channels").integer(shape.channels());
    pickle.key("size").integer(shape.height()).integer(shape.width());
    pickle.opcode(0x86).remember(); // TUPLE2
    pickle.key("image").bytes(pixels);
    pickle.key("label").integer(label);
    pickle.opcode('u').opcode('b').opcode('.'); // SETITEMS, BUILD, STOP
    return pickle.out.toByteArray();
  }

  private CifarImagePickle opcode(int code) {
    out.write(code);
    return this;
  }

  private CifarImagePickle line(String text) {
    out.writeBytes((text + "\n").getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  /** BINPUT: the object could be referred to by its number, which nobody does here. */
  private CifarImagePickle remember() {
    return opcode('q').opcode(memo++);
  }

  private CifarImagePickle key(String text) {
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    opcode('X').number(ascii.length, Integer.BYTES); // BINUNICODE
    out.writeBytes(ascii);
    return remember();
  }

  /** BININT1, BININT2 or BININT, the shortest that holds it. */
  private CifarImagePickle integer(int value) {
    if (value < 1 << Byte.SIZE) {
      return opcode('K').number(value, 1);
    }
    return value < 1 << Short.SIZE
        ? opcode('M').number(value, Short.BYTES)
        : opcode('J').number(value, Integer.BYTES);
  }

  /** SHORT_BINBYTES or BINBYTES. */
  private void bytes(byte[] bytes) {
    if (bytes.length < 1 << Byte.SIZE) {
      opcode('C').number(bytes.length, 1);
    } else {
      opcode('B').number(bytes.length, Integer.BYTES);
    }
    out.writeBytes(bytes);
    remember();
  }

  /** The lowest bytes, the lowest first. */
  private CifarImagePickle number(int value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write(value >>> (i * Byte.SIZE));
    }
    return this;
  }
}

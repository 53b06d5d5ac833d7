package io.github.imagefeed.store.lmdb.foreign;

import java.util.List;
import java.util.Map;

/** What may lie in a pickle that holds an image. */
interface Pickle {

  /** How the bytes of a {@link Span} are meant. */
  enum Kind {
    BYTES,
    /** UTF-8. */
    TEXT,
    /** UTF-8 of characters that each mean a byte. */
    BYTES_AS_TEXT
  }

  /** Bytes or text, left where they are. */
  record Span(int at, int bytes, Kind kind) implements Pickle {}

  /** An integer. */
  record Int(long value) implements Pickle {}

  /** A tuple or list. */
  record Items(List<Pickle> items) implements Pickle {}

  /** A dictionary with texts as keys. */
  record Dictionary(Map<String, Pickle> items) implements Pickle {}

  /** A name of a class or function, which has no effect by itself. */
  record Global(String name) implements Pickle {}

  /** An object: the name of its class, and its attributes. */
  record Instance(String type, Map<String, Pickle> attributes) implements Pickle {}

  /** The type of a numpy number; the byte order comes after it. */
  final class NumpyType implements Pickle {
    private final String code;
    private boolean bigEndian;

    NumpyType(String code) {
      this.code = code;
    }

    String code() {
      return code;
    }

    boolean isBigEndian() {
      return bigEndian;
    }

    void setBigEndian() {
      bigEndian = true;
    }
  }

  /** None, and truth values. */
  enum Constant implements Pickle {
    NONE,
    TRUE,
    FALSE
  }
}

package io.github.imagefeed.source.cifar;

import io.github.imagefeed.source.SourceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.Unpickler;

/**
 * Reads pickles of dictionaries, lists, numbers, texts and uint8 arrays, and nothing else.
 *
 * <p>A pickle is a program that may name any class. The library would look a name up in a registry
 * that the whole JVM shares and build some of the objects by reflection; here every opcode that
 * names, builds or calls something is either answered from {@link #globals} or refused, so that no
 * foreign name has any effect but a message. A pickle may also name what it holds again and again,
 * so that what is made of it is limited by the length of the file.
 */
final class NumpyUnpickler extends Unpickler {

  /** The official files are 31 MB each. */
  static final long MAX_BYTES = 256L << 20;

  /** The official files have some 40,000; each of them may make an object or two. */
  static final int MAX_OPCODES = 4_000_000;

  private static final IObjectConstructor ARRAY_CLASS =
      args -> {
        throw new PickleException("numpy.ndarray is called, expected only its name");
      };

  /** Every name a pickle may use; the second spelling of the first is numpy 2's. */
  private final Map<String, IObjectConstructor> globals =
      Map.of(
          "numpy.core.multiarray._reconstruct", args -> new NumpyArray(),
          "numpy._core.multiarray._reconstruct", args -> new NumpyArray(),
          "numpy.ndarray", ARRAY_CLASS,
          "numpy.dtype", args -> new NumpyArray.Type(text(args[0])),
          "_codecs.encode", args -> encode((String) args[0]));

  private final Path file;
  private final long bytes;
  private long copied;
  private int opcodes;

  private NumpyUnpickler(Path file, long bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  /**
   * Reads the dictionary that a file holds.
   *
   * @return keys are texts, whether the pickle holds them as texts or as bytes; values are {@link
   *     NumpyArray}, {@code byte[]}, {@code String}, {@code Number}, {@code List} and so on
   * @throws SourceException if the file is missing, too large, damaged, names anything foreign, or
   *     holds something other than a dictionary
   */
  static Map<?, ?> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new SourceException(file + " is missing");
    }
    long bytes = Files.size(file);
    if (bytes > MAX_BYTES) {
      throw new SourceException(
          file + " is " + bytes + " bytes, expected a pickle of at most " + MAX_BYTES + " bytes");
    }
    byte[] pickle = Files.readAllBytes(file);
    NumpyUnpickler unpickler = new NumpyUnpickler(file, pickle.length);
    try {
      if (unpickler.load(new ByteArrayInputStream(pickle)) instanceof Map<?, ?> map) {
        return map;
      }
    } catch (SourceException e) {
      throw e;
    } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // The bytes are in memory: whatever goes wrong now is the fault of what they say.
      throw new SourceException(file + " is not a whole, undamaged pickle: " + e, e);
    } finally {
      unpickler.close();
    }
    throw new SourceException(file + " holds no dictionary, expected one with data and labels");
  }

  /** For messages: not the value, as a list may hold itself, and print without an end. */
  static String kind(Object value) {
    return value == null ? "None" : "of type " + value.getClass().getSimpleName();
  }

  /** A text of the pickle: Python 2 has one kind of string, which arrives as either class. */
  static String text(Object value) {
    return value instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.ISO_8859_1)
        : (String) value;
  }

  @Override
  protected Object dispatch(short opcode) throws IOException {
    if (++opcodes > MAX_OPCODES) {
      throw new SourceException(
          file + " has more than " + MAX_OPCODES + " pickle opcodes, the limit for one file");
    }
    switch (opcode) {
      case Opcodes.GLOBAL -> stack.add(global(line(), line()));
      case Opcodes.STACK_GLOBAL -> {
        String name = (String) stack.pop();
        stack.add(global((String) stack.pop(), name));
      }
      case Opcodes.INST -> throw refused(line() + "." + line());
      case Opcodes.BUILD -> build();
      case Opcodes.EMPTY_DICT -> stack.add(new HashMap<String, Object>());
      case Opcodes.DICT -> {
        List<Object> items = stack.pop_all_since_marker();
        stack.add(new HashMap<String, Object>());
        putAll(items);
      }
      case Opcodes.SETITEMS -> putAll(stack.pop_all_since_marker());
      case Opcodes.SETITEM -> {
        Object value = stack.pop();
        putAll(Arrays.asList(stack.pop(), value)); // The value may be None.
      }
      case Opcodes.BINSTRING, Opcodes.BINBYTES -> stack.add(counted());
      case Opcodes.BINUNICODE -> stack.add(new String(counted(), StandardCharsets.UTF_8));
      case Opcodes.PROTO,
          Opcodes.FRAME,
          Opcodes.STOP,
          Opcodes.MARK,
          Opcodes.MEMOIZE,
          Opcodes.PUT,
          Opcodes.BINPUT,
          Opcodes.LONG_BINPUT,
          Opcodes.GET,
          Opcodes.BINGET,
          Opcodes.LONG_BINGET,
          Opcodes.NONE,
          Opcodes.NEWTRUE,
          Opcodes.NEWFALSE,
          Opcodes.INT,
          Opcodes.BININT,
          Opcodes.BININT1,
          Opcodes.BININT2,
          Opcodes.LONG1,
          Opcodes.STRING,
          Opcodes.SHORT_BINSTRING,
          Opcodes.SHORT_BINBYTES,
          Opcodes.UNICODE,
          Opcodes.SHORT_BINUNICODE,
          Opcodes.EMPTY_TUPLE,
          Opcodes.TUPLE,
          Opcodes.TUPLE1,
          Opcodes.TUPLE2,
          Opcodes.TUPLE3,
          Opcodes.EMPTY_LIST,
          Opcodes.LIST,
          Opcodes.APPEND,
          Opcodes.APPENDS,
          Opcodes.REDUCE -> {
        return super.dispatch(opcode);
      }
      default ->
          throw new SourceException(
              String.format(
                  "%s is damaged or foreign: pickle opcode 0x%02x, which CIFAR files do not use",
                  file, opcode));
    }
    return NO_RETURN_VALUE;
  }

  private IObjectConstructor global(String module, String name) throws SourceException {
    String full = module + "." + name;
    IObjectConstructor constructor = globals.get(full);
    if (constructor == null) {
      throw refused(full);
    }
    return constructor;
  }

  private SourceException refused(String global) {
    return new SourceException(
        file + " is refused: its pickle asks for " + global + ", expected numpy arrays only");
  }

  /** How Python 3 writes bytes for a Python 2 that may read them. */
  private byte[] encode(String text) {
    copy(text.length());
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Twice for arrays by columns, of bytes that were encoded. */
  private void copy(long more) {
    copied += more;
    if (copied > 2 * bytes) {
      throw new PickleException(
          "its arrays have more than " + 2 * bytes + " bytes, twice those of the file");
    }
  }

  private void build() {
    Object state = stack.pop();
    Object target = stack.peek();
    if (target instanceof NumpyArray array) {
      array.setState((Object[]) state);
      copy(array.data().length);
    } else if (!(target instanceof NumpyArray.Type)) { // Its state says nothing new of uint8.
      throw new PickleException("state is given to something other than an array");
    }
  }

  /** Text keys only: besides being all that is needed, their hash codes are cheap to compute. */
  @SuppressWarnings("unchecked") // Every map on the stack was put there by dispatch.
  private void putAll(List<Object> items) {
    Map<String, Object> map = (Map<String, Object>) stack.peek();
    for (int i = 0; i < items.size(); i += 2) {
      map.put(text(items.get(i)), items.get(i + 1));
    }
  }

  /** Bytes after their count, which is checked before memory is taken for them. */
  private byte[] counted() throws IOException {
    long count = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      count |= (long) Math.max(input.read(), 0) << shift;
    }
    if (count > input.available()) {
      throw new SourceException(
          String.format(
              "%s is truncated: a text of %d bytes begins where %d bytes are left",
              file, count, input.available()));
    }
    return input.readNBytes((int) count);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = input.read(); c != '\n'; c = input.read()) {
      if (c < 0) {
        throw new SourceException(file + " is truncated: it ends inside a name");
      }
      line.append((char) c);
    }
    return line.toString();
  }
}

package io.github.imagefeed.training;

import com.google.gson.JsonParseException;
import io.github.imagefeed.store.Trees;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * All that a training run is at the end of a step: written and read back, it goes on as if nothing
 * had been. Random numbers are no part of it, as those of each step depend on (seed, epoch, step)
 * alone.
 *
 * <p>A file is the line {@code imagefeed checkpoint 1}, a big-endian int32 with the length of the
 * JSON that follows, the arrays' float32 in the machine's byte order, one after the other, and the
 * SHA-256 of all before it.
 *
 * @param identity what it can be gone on with
 * @param threads that the engine worked with: with others, sums are rounded otherwise
 * @param soFar the epoch under way; after its last batch, the epoch is over and tested
 * @param history figures of the epochs that are over
 * @param arrays parameters and velocities in the network's order
 */
record Checkpoint(
    Identity identity,
    int threads,
    EpochSoFar soFar,
    List<EpochFigures> history,
    List<Array> arrays) {

  private static final byte[] MAGIC =
      "imagefeed checkpoint 2\n".getBytes(StandardCharsets.US_ASCII);
  private static final int SHA_BYTES = 32;

  /** Read in one piece: the longest array of Java. */
  private static final long MAX_BYTES = Integer.MAX_VALUE - 8;

  /** One name for all, so that what a killed process leaves is written over. */
  static final String UNFINISHED = ".checkpoint.unfinished";

  Checkpoint {
    if (threads < 1) {
      throw new IllegalArgumentException("threads are " + threads + ", expected at least 1");
    }
    history = List.copyOf(history);
    arrays = List.copyOf(arrays);
  }

  /**
   * What must be the same for a run to go on to the bit.
   *
   * @param recipe how it is trained
   * @param card network, images, normalisation
   * @param digest of the training images, as their store's manifest gives it
   * @param images that are trained on
   * @param test digest of the test images, empty without: which model is best depends on them
   * @param parts that each batch is split into, by {@link Devices}
   * @param pieceImages neighbours that the store where the run began reads as one piece, by which
   *     its order is drawn; the run keeps to that order wherever else its images lie
   */
  record Identity(
      Recipe recipe,
      ModelCard card,
      String digest,
      int images,
      String test,
      int parts,
      int pieceImages) {

    Identity {
      Objects.requireNonNull(recipe, "recipe");
      Objects.requireNonNull(card, "card");
      Objects.requireNonNull(digest, "digest");
      Objects.requireNonNull(test, "test");
    }

    /** Says in which point two differ that cannot be kept; empty if in none. */
    Optional<String> difference(Identity now) {
      if (!card.architecture().equals(now.card.architecture())) {
        return differs("the network", card.architecture(), now.card.architecture());
      }
      if (!card.shape().equals(now.card.shape())) {
        return differs("the images' shape", card.shape(), now.card.shape());
      }
      if (images != now.images) {
        return differs("the number of training images", images, now.images);
      }
      if (!digest.equals(now.digest) || !card.equals(now.card)) {
        return differs("the training images (by their digest)", digest, now.digest);
      }
      if (!recipe.equals(now.recipe)) {
        return differs("the recipe", recipe, now.recipe);
      }
      if (!test.equals(now.test)) {
        return differs("the test images (by their digest)", test, now.test);
      }
      return parts == now.parts ? Optional.empty() : differs("devices", parts, now.parts);
    }

    private static Optional<String> differs(String what, Object there, Object here) {
      return Optional.of(what + ": " + there + " there, " + here + " here");
    }
  }

  /**
   * One array.
   *
   * @param name for people
   * @param bytes float32 in the machine's byte order; direct, owned by this object, read by copies
   *     of the buffer
   */
  record Array(String name, ByteBuffer bytes) {

    /** Copies what remains in a buffer. */
    static Array copyOf(String name, ByteBuffer bytes) {
      ByteBuffer copy = ByteBuffer.allocateDirect(bytes.remaining());
      copy.put(bytes.duplicate()).flip();
      return new Array(name, copy);
    }
  }

  /** What stands in the JSON. */
  private record Header(
      Identity identity,
      int threads,
      EpochSoFar soFar,
      List<EpochFigures> history,
      String byteOrder,
      List<Entry> arrays) {}

  private record Entry(String name, int bytes) {}

  /** Writes beside the target, forces it to the device and renames. */
  void write(Path target) throws IOException {
    Path temporary = target.resolveSibling(UNFINISHED);
    try {
      writeAll(temporary);
      Trees.force(temporary);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    Trees.force(target.toAbsolutePath().getParent());
  }

  private void writeAll(Path file) throws IOException {
    byte[] json = json();
    MessageDigest sha = Sha256.digest();
    try (OutputStream bytes = new BufferedOutputStream(Files.newOutputStream(file));
        DataOutputStream out = new DataOutputStream(new DigestOutputStream(bytes, sha))) {
      WritableByteChannel arrayBytes = Channels.newChannel(out);
      out.write(MAGIC);
      out.writeInt(json.length);
      out.write(json);
      for (Array array : arrays) {
        arrayBytes.write(array.bytes().duplicate());
      }
      out.flush();
      bytes.write(sha.digest());
    }
  }

  private byte[] json() {
    List<Entry> entries =
        arrays.stream().map(a -> new Entry(a.name(), a.bytes().remaining())).toList();
    return Json.GSON
        .toJson(new Header(identity, threads, soFar, history, byteOrder(), entries))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String byteOrder() {
    return ByteOrder.nativeOrder().toString();
  }

  /**
   * Reads a checkpoint; nothing of it is believed before all of it is found whole.
   *
   * @throws DamagedCheckpointException if it is not one, or not whole
   */
  static Checkpoint read(Path file) throws IOException {
    long size = Files.size(file);
    if (size > MAX_BYTES) {
      throw new DamagedCheckpointException(
          file, "has " + size + " bytes, expected at most " + MAX_BYTES);
    }
    byte[] all = Files.readAllBytes(file);
    if (!Arrays.equals(all, 0, Math.min(all.length, MAGIC.length), MAGIC, 0, MAGIC.length)) {
      throw new DamagedCheckpointException(file, "does not begin as a checkpoint does");
    }
    int end = all.length - SHA_BYTES;
    MessageDigest sha = Sha256.digest();
    sha.update(all, 0, Math.max(0, end));
    if (end < 0 || !Arrays.equals(all, end, all.length, sha.digest(), 0, SHA_BYTES)) {
      throw new DamagedCheckpointException(file, "its content is not what was written");
    }
    try {
      ByteBuffer content = ByteBuffer.wrap(all, MAGIC.length, end - MAGIC.length);
      int length = content.getInt();
      if (length < 0 || length > content.remaining()) {
        throw new DamagedCheckpointException(
            file, "claims a header of " + length + " bytes, " + content.remaining() + " are left");
      }
      byte[] json = new byte[length];
      content.get(json);
      Header header = header(file, new String(json, StandardCharsets.UTF_8));
      List<Array> arrays = new ArrayList<>();
      for (Entry entry : header.arrays()) {
        ByteBuffer bytes = content.slice(content.position(), entry.bytes());
        content.position(content.position() + entry.bytes());
        arrays.add(Array.copyOf(entry.name(), bytes));
      }
      return new Checkpoint(
          header.identity(), header.threads(), header.soFar(), header.history(), arrays);
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new DamagedCheckpointException(file, "was written by a program with an error", e);
    }
  }

  private static Header header(Path file, String json) throws DamagedCheckpointException {
    try {
      Header header = Json.read(json, Header.class);
      if (header == null
          || header.identity() == null
          || header.identity().pieceImages() < 1
          || header.soFar() == null
          || header.history() == null
          || header.history().stream().anyMatch(Objects::isNull)
          || header.arrays() == null
          || header.arrays().stream()
              .anyMatch(a -> a == null || a.name() == null || a.bytes() < 0)) {
        throw new DamagedCheckpointException(file, "its header lacks a field");
      }
      if (!byteOrder().equals(header.byteOrder())) {
        throw new DamagedCheckpointException(
            file, "was written in the byte order " + header.byteOrder());
      }
      return header;
    } catch (JsonParseException e) {
      throw new DamagedCheckpointException(file, "its header cannot be read", e);
    }
  }
}

package io.github.imagefeed.training;

import com.google.gson.JsonParseException;
import io.github.imagefeed.store.Trees;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
 * @param soFar the epoch under way; after its last batch, the epoch is over and tested
 * @param history figures of the epochs that are over
 * @param arrays parameters and velocities in the network's order
 */
record Checkpoint(
    Identity identity, EpochSoFar soFar, List<EpochFigures> history, List<Array> arrays) {

  private static final byte[] MAGIC =
      "imagefeed checkpoint 1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int SHA_BYTES = 32;

  /** Longer ones are damaged. */
  private static final int MAX_JSON = 1 << 26;

  Checkpoint {
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
   * @param parts that each batch is split into, by {@link Devices}
   */
  record Identity(Recipe recipe, ModelCard card, String digest, int images, int parts) {

    /** Says in which point two differ; empty if in none. */
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
      EpochSoFar soFar,
      List<EpochFigures> history,
      String byteOrder,
      List<Entry> arrays) {}

  private record Entry(String name, int bytes) {}

  /** Writes beside the target, forces it to the device and renames. */
  void write(Path target) throws IOException {
    Path temporary = target.resolveSibling("." + target.getFileName() + ".unfinished");
    byte[] json = json();
    MessageDigest sha = Sha256.digest();
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(temporary));
        DataOutputStream out = new DataOutputStream(new DigestOutputStream(file, sha))) {
      WritableByteChannel arrayBytes = Channels.newChannel(out);
      out.write(MAGIC);
      out.writeInt(json.length);
      out.write(json);
      for (Array array : arrays) {
        arrayBytes.write(array.bytes().duplicate());
      }
      out.flush();
      file.write(sha.digest());
    }
    Trees.force(temporary);
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    Trees.force(target.toAbsolutePath().getParent());
  }

  private byte[] json() {
    List<Entry> entries =
        arrays.stream().map(a -> new Entry(a.name(), a.bytes().remaining())).toList();
    return Json.GSON
        .toJson(new Header(identity, soFar, history, byteOrder(), entries))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String byteOrder() {
    return ByteOrder.nativeOrder().toString();
  }

  /**
   * Reads a checkpoint.
   *
   * @throws DamagedCheckpointException if it is not one, or not whole
   */
  static Checkpoint read(Path file) throws IOException {
    MessageDigest sha = Sha256.digest();
    try (InputStream bytes = Files.newInputStream(file);
        DataInputStream in = new DataInputStream(new DigestInputStream(bytes, sha))) {
      if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
        throw new DamagedCheckpointException(file, "does not begin as a checkpoint does");
      }
      int length = in.readInt();
      if (length < 0 || length > Math.min(MAX_JSON, Files.size(file))) {
        throw new DamagedCheckpointException(file, "says its header has " + length + " bytes");
      }
      Header header = header(file, new String(in.readNBytes(length), StandardCharsets.UTF_8));
      List<Array> arrays = new ArrayList<>();
      for (Entry entry : header.arrays()) {
        byte[] content = in.readNBytes(entry.bytes());
        if (content.length < entry.bytes()) {
          throw new EOFException();
        }
        arrays.add(Array.copyOf(entry.name(), ByteBuffer.wrap(content)));
      }
      byte[] found = sha.digest();
      if (!Arrays.equals(in.readNBytes(SHA_BYTES), found)) {
        throw new DamagedCheckpointException(file, "its content is not what was written");
      }
      return new Checkpoint(header.identity(), header.soFar(), header.history(), arrays);
    } catch (EOFException e) {
      throw new DamagedCheckpointException(file, "ends too early", e);
    }
  }

  private static Header header(Path file, String json) throws DamagedCheckpointException {
    try {
      Header header = Json.GSON.fromJson(json, Header.class);
      if (header == null
          || header.identity() == null
          || header.soFar() == null
          || header.history() == null
          || header.arrays() == null
          || header.arrays().stream().anyMatch(a -> a == null || a.bytes() < 0)) {
        throw new DamagedCheckpointException(file, "its header lacks a field");
      }
      if (!byteOrder().equals(header.byteOrder())) {
        throw new DamagedCheckpointException(
            file, "was written in the byte order " + header.byteOrder());
      }
      return header;
    } catch (JsonParseException | IllegalArgumentException | NullPointerException e) {
      throw new DamagedCheckpointException(file, "its header cannot be read", e);
    }
  }
}

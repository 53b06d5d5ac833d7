package io.github.imagefeed.training;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of files and parameters, as 64 hex digits. Not thread-safe. */
public final class Sha256 {

  private final MessageDigest digest = digest();

  /** A fresh one. */
  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** Of a file. */
  public static String of(Path file) throws IOException {
    Sha256 sha = new Sha256();
    sha.add(ByteBuffer.wrap(Files.readAllBytes(file)));
    return sha.hex();
  }

  void add(ByteBuffer bytes) {
    digest.update(bytes);
  }

  /** Ends the use of this object. */
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}

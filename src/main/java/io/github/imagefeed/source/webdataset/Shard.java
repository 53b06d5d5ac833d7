package io.github.imagefeed.source.webdataset;

import io.github.imagefeed.source.FileState;
import io.github.imagefeed.source.SourceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One archive and the samples in it, in its order.
 *
 * @param state of the archive as it was indexed
 * @param samples found in one pass over its headers and labels
 */
record Shard(FileState state, List<Sample> samples) {

  /** Usual shards have some thousand; a compressed one could claim billions in few bytes. */
  static final int MAX_SAMPLES = 1 << 20;

  Shard {
    samples = List.copyOf(samples);
  }

  /**
   * Finds the samples.
   *
   * @throws SourceException if the archive is damaged, a sample is not whole or comes twice
   */
  static Shard index(Path path) throws IOException {
    FileState state = FileState.of(path);
    return new Shard(state, state.intact(() -> samples(path)));
  }

  private static List<Sample> samples(Path path) throws IOException {
    List<Sample> samples = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    Optional<SampleParts> parts = Optional.empty();
    try (TarMembers members = TarMembers.open(path)) {
      for (Optional<TarMember> next = members.next(); next.isPresent(); next = members.next()) {
        TarMember member = next.get();
        if (!SampleParts.counts(member)) {
          continue;
        }
        if (parts.isEmpty() || !parts.get().key().equals(member.key())) {
          add(parts, samples, path);
          if (!keys.add(member.key())) {
            throw new SourceException(
                path
                    + ": "
                    + member.name()
                    + " belongs to the sample '"
                    + member.key()
                    + "', which came before; expected the members of a sample one after the other"
                    + " and each name once");
          }
          parts = Optional.of(new SampleParts(path, member.key()));
        }
        parts.get().take(member, members);
      }
      add(parts, samples, path);
    }
    return samples;
  }

  private static void add(Optional<SampleParts> parts, List<Sample> samples, Path path)
      throws SourceException {
    if (parts.isPresent()) {
      parts.get().sample().ifPresent(samples::add);
    }
    if (samples.size() > MAX_SAMPLES) {
      throw new SourceException(
          path + ": has more than " + MAX_SAMPLES + " samples, the limit for one archive");
    }
  }

  Path path() {
    return state.path();
  }

  /** The sample's name with its archive, for messages. */
  String name(int index) {
    return path() + ": " + samples.get(index).image();
  }
}

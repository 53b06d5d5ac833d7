package io.github.imagefeed.store.hdf5.foreign;

import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.ZlibBound;
import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What was done to the chunks of a dataset when they were written, first to last.
 *
 * @param steps one a filter
 */
record Filters(List<Step> steps) {

  /** Filters by their registered numbers. */
  enum Kind {
    DEFLATE(1, "gzip"),
    SHUFFLE(2, "shuffle"),
    FLETCHER32(3, "fletcher32"),
    LZF(32000, "lzf");

    private final int id;
    private final String text;

    Kind(int id, String text) {
      this.id = id;
      this.text = text;
    }
  }

  /** Of three bytes lzf makes 264 at most. */
  private static final int LZF_TIMES = 88;

  /**
   * One filter.
   *
   * @param kind which
   * @param width bytes of an element where it shuffles them, else 0
   */
  record Step(Kind kind, int width) {}

  static final Filters NONE = new Filters(List.of());

  Filters {
    steps = List.copyOf(steps);
  }

  /**
   * The filters of a dataset.
   *
   * @param where the dataset, for messages
   * @throws StoreException if one is not known here, or is applied twice
   */
  static Filters of(String where, List<FilterInfo> found) throws StoreException {
    List<Step> steps = new ArrayList<>();
    for (FilterInfo filter : found) {
      Kind kind = kind(where, filter);
      int width = 0;
      if (kind == Kind.SHUFFLE) {
        width = filter.getData().length == 0 ? 0 : filter.getData()[0];
        if (width < 1) {
          throw new StoreException(where + ": damaged: shuffles elements of " + width + " bytes");
        }
      }
      if (steps.stream().anyMatch(step -> step.kind == kind)) {
        throw new StoreException(where + ": filter " + kind.text + " is applied twice");
      }
      steps.add(new Step(kind, width));
    }
    return new Filters(steps);
  }

  private static Kind kind(String where, FilterInfo filter) throws StoreException {
    for (Kind kind : Kind.values()) {
      if (kind.id == filter.getId()) {
        return kind;
      }
    }
    throw new StoreException(
        where
            + ": compressed by a filter that is not read here: number "
            + filter.getId()
            + " '"
            + filter.getName()
            + "'; write it anew with gzip, for instance by h5repack -f GZIP=1");
  }

  /** Whether a filter was applied to a chunk. */
  static boolean applied(int skipped, int step) {
    return (skipped >>> step & 1) == 0;
  }

  /** Bytes that a chunk may become at most, which has so many in the file. */
  long unpacked(int stored, int skipped) {
    long bytes = stored;
    for (int step = 0; step < steps.size(); step++) {
      if (applied(skipped, step)) {
        switch (steps.get(step).kind) {
          case DEFLATE -> bytes = ZlibBound.inflated(bytes);
          case LZF -> bytes *= LZF_TIMES;
          default -> {} // as many as before, or less
        }
      }
    }
    return bytes;
  }

  /** For people. */
  @Override
  public String toString() {
    return steps.stream().map(step -> step.kind.text).collect(Collectors.joining(", "));
  }
}

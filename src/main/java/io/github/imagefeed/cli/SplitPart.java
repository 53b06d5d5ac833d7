package io.github.imagefeed.cli;

import io.github.imagefeed.source.Split;
import java.util.List;
import java.util.Locale;

/** What of a source is taken. */
enum SplitPart {
  TRAIN,
  TEST,
  ALL;

  List<Split> splits() {
    return switch (this) {
      case TRAIN -> List.of(Split.TRAIN);
      case TEST -> List.of(Split.TEST);
      case ALL -> List.of(Split.TRAIN, Split.TEST);
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

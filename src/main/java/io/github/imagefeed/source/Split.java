package io.github.imagefeed.source;

/** The part of a source that an image belongs to. */
public enum Split {
  TRAIN,
  TEST
}

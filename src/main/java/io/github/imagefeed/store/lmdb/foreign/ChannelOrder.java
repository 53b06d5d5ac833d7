package io.github.imagefeed.store.lmdb.foreign;

/** In which order the channels of a colour image lie. */
public enum ChannelOrder {
  RGB,
  /** As OpenCV has them, and what was written with it: Caffe's {@code convert_imageset}. */
  BGR
}

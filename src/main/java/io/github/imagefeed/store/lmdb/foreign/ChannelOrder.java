package io.github.imagefeed.store.lmdb.foreign;

/** In which order the channels of a colour image lie. */
public enum ChannelOrder {
  /** As most files have them, and Datums that Caffe's {@code convert_cifar_data} wrote. */
  RGB,

  /** As OpenCV has them, and what was written with it: Caffe's {@code convert_imageset}. */
  BGR
}

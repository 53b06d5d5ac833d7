package io.github.imagefeed.cli;

/** Texts about {@code --data} that several commands show. */
final class DataPath {

  static final String HELP =
      "Images: a CIFAR-10 or CIFAR-100 folder or .tar.gz; a folder CLASS/*.png|jpg, or train/CLASS"
          + " and test/CLASS; WebDataset shards: a .tar, a folder of them, or"
          + " NAME-{0000..0009}.tar; Hugging Face's Parquet files in the same way; a store of any"
          + " format, or an HDF5 file or LMDB environment of another program; 'synthetic' for drawn shapes; 'auto' for CIFAR-10 in data/, else its download"
          + " to there, else, offline, synthetic images";

  private DataPath() {}
}

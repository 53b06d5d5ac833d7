package io.github.imagefeed.report;

/** Names of formats in sentences. */
public final class FormatName {

  private FormatName() {}

  /** As its makers spell it; names that are not known here, as paths, stand as they are. */
  public static String spoken(String format) {
    return switch (format) {
      case "png" -> "PNG";
      case "lmdb" -> "LMDB";
      case "hdf5" -> "HDF5";
      case "hdf5-jhdf5" -> "HDF5 through JHDF5";
      case "arrow" -> "Arrow";
      case "rocksdb" -> "RocksDB";
      case "tiledb" -> "TileDB";
      default -> format;
    };
  }
}

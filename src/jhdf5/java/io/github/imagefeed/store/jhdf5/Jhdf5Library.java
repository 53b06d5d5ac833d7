package io.github.imagefeed.store.jhdf5;

import ch.systemsx.cisd.base.utilities.OSUtilities;
import ch.systemsx.cisd.hdf5.HDF5Factory;
import ch.systemsx.cisd.hdf5.IHDF5Reader;
import ch.systemsx.cisd.hdf5.IHDF5Writer;
import ch.systemsx.cisd.hdf5.IHDF5WriterConfigurator.FileFormatVersionBounds;
import ch.systemsx.cisd.hdf5.IHDF5WriterConfigurator.SyncMode;
import hdf.hdf5lib.H5;
import hdf.hdf5lib.HDF5Constants;
import io.github.imagefeed.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * JHDF5 itself: whether it can be used, and files through it.
 *
 * <p>The jar of its makers has the native library in it and would, unasked, unpack it into the
 * folder for temporary files. So it is used only where it need not, or somebody has said where to.
 */
final class Jhdf5Library {

  /** JHDF5's own properties: where the native library lies, or may be unpacked to. */
  private static final List<String> PLACES =
      List.of(
          "native.libpath",
          "native.libpath.jhdf5",
          "native.caching.libpath",
          "native.caching.libpath.jhdf5");

  /** How it is called in such a jar on Linux, macOS and Windows. */
  private static final List<String> PACKED = List.of("libjhdf5.so", "libjhdf5.jnilib", "jhdf5.dll");

  /** Each in the one before it, or beside it. */
  private static final List<String> READ_AT_OPEN =
      List.of(
          Names.ROOT,
          "/__DATA_TYPES__",
          "/__DATA_TYPES__/Enum_Boolean",
          "/__DATA_TYPES__/String_VariableLength");

  private Jhdf5Library() {}

  /** Looked for once: a native library that did not load does not load later. */
  private static final class Found {
    static final Optional<String> MISSING = find();

    private static Optional<String> find() {
      try {
        if (isPacked() && PLACES.stream().noneMatch(name -> System.getProperty(name) != null)) {
          return Optional.of(
              "its jar would unpack a native library into the folder for temporary files; say where"
                  + " to with -Dnative.caching.libpath=DIR, or where it lies with"
                  + " -Dnative.libpath=DIR");
        }
        H5.loadH5Lib();
        return Optional.empty();
      } catch (NoClassDefFoundError e) {
        return Optional.of(
            "needs cisd:jhdf5 and cisd:base on the class path: no " + e.getMessage());
      } catch (UnsupportedOperationException | LinkageError e) {
        return Optional.of(
            "its native library does not load here: "
                + (e.getCause() == null ? e : e.getCause()).getMessage()
                + " (-Djava.library.path=DIR says where it lies)");
      }
    }

    private static boolean isPacked() {
      String folder = "/native/jhdf5/" + OSUtilities.getCompatibleComputerPlatform() + "/";
      return Stream.concat(PACKED.stream(), Stream.of(System.mapLibraryName("jhdf5")))
          .anyMatch(file -> H5.class.getResource(folder + file) != null);
    }
  }

  /** Why it cannot be used; empty if it can. */
  static Optional<String> missing() {
    return Found.MISSING;
  }

  /**
   * Opens a file for reading.
   *
   * @throws StoreException if it is no HDF5 file, or one that is damaged where HDF5 looks at once
   */
  static IHDF5Reader reader(Path path) throws IOException {
    requireUsable(path);
    try {
      requireStart(path);
      return HDF5Factory.configure(path.toFile()).reader();
    } catch (RuntimeException e) { // of HDF5, and what a damaged file leads JHDF5 to
      throw damaged(path, e);
    }
  }

  /**
   * Reads what JHDF5 reads when it opens a file, and closes it. JHDF5 would leave a file open that
   * is damaged there: for good, and with what it knows of it for all who open the file later.
   */
  private static void requireStart(Path path) {
    long file =
        H5.H5Fopen(path.toString(), HDF5Constants.H5F_ACC_RDONLY, HDF5Constants.H5P_DEFAULT);
    try {
      for (String object : READ_AT_OPEN) {
        if (object.equals(Names.ROOT) || H5.H5Lexists(file, object, HDF5Constants.H5P_DEFAULT)) {
          H5.H5Oclose(H5.H5Oopen(file, object, HDF5Constants.H5P_DEFAULT));
        } else {
          break;
        }
      }
    } finally {
      H5.H5Fclose(file);
    }
  }

  /**
   * Opens a file for writing, or starts one.
   *
   * <p>In the format of HDF5 1.8, which every program of today reads, and the first in which the
   * library's own metadata have checksums.
   *
   * @throws StoreException if what is there is no HDF5 file, or a damaged one
   */
  static IHDF5Writer writer(Path path) throws IOException {
    requireUsable(path);
    try {
      if (Files.exists(path)) {
        requireStart(path);
      }
      return HDF5Factory.configure(path.toFile())
          .fileFormat(FileFormatVersionBounds.V1_8_V1_8)
          .useUTF8CharacterEncoding()
          .dontUseExtendableDataTypes()
          .syncMode(SyncMode.NO_SYNC) // the writer forces itself, and knows when
          .writer();
    } catch (RuntimeException e) {
      throw damaged(path, e);
    }
  }

  private static void requireUsable(Path path) throws IOException {
    if (missing().isPresent()) {
      throw new IOException(path + ": JHDF5 cannot be used: " + missing().get());
    }
  }

  private static StoreException damaged(Path path, RuntimeException e) {
    return new StoreException(
        path + ": unfinished store, or cut or damaged HDF5 metadata: " + e.getMessage(), e);
  }
}

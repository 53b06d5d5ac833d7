package io.github.imagefeed.catalog;

import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.OlderStoreException;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreNames;
import io.github.imagefeed.store.StoreReader;
import io.github.imagefeed.store.arrow.ArrowFormat;
import io.github.imagefeed.store.hdf5.Hdf5Format;
import io.github.imagefeed.store.lmdb.LmdbFormat;
import io.github.imagefeed.store.png.PngFormat;
import io.github.imagefeed.store.rocksdb.RocksDbFormat;
import io.github.imagefeed.store.tiledb.TiledbFormat;
import java.io.IOException;
import java.nio.file.AccessMode;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every store format, and every format of other programs that is read in place. A new one is one
 * line in {@link #all(FormatOptions)} or {@link #foreign(ForeignHints)}.
 */
public final class Formats {

  private Formats() {}

  /** All formats that can be used here, in the order in which tables show them. */
  public static List<StoreFormat> all(FormatOptions options) {
    List<StoreFormat> formats = new ArrayList<>();
    formats.add(new PngFormat(options.pngCompression()));
    formats.add(
        options.lmdbBlock().isPresent()
            ? new LmdbFormat(options.lmdbBlock().getAsInt())
            : new LmdbFormat());
    formats.add(
        options.hdf5Chunk().isPresent()
            ? new Hdf5Format(options.hdf5Layout(), options.hdf5Chunk().getAsInt())
            : new Hdf5Format(options.hdf5Layout()));
    formats.addAll(Jhdf5Build.formats());
    if (ArrowFormat.missing().isEmpty()) {
      formats.add(new ArrowFormat());
    }
    if (RocksDbFormat.missing().isEmpty()) {
      formats.add(new RocksDbFormat());
    }
    if (TiledbFormat.missing().isEmpty()) {
      formats.add(new TiledbFormat());
    }
    return List.copyOf(formats);
  }

  /**
   * All formats, in the order in which they are asked whether a path is theirs: the one that knows
   * its own files by their bytes goes before the one that takes every HDF5 file for its own.
   */
  private static List<StoreFormat> byPrecedence() {
    List<StoreFormat> formats = new ArrayList<>(Jhdf5Build.formats());
    for (StoreFormat format : all(FormatOptions.DEFAULT)) {
      if (!format.name().equals(Jhdf5Build.NAME)) {
        formats.add(format);
      }
    }
    return formats;
  }

  /** Formats that cannot be used here, as their library is missing. */
  public static List<MissingFormat> missing() {
    return Stream.of(
            missing(Jhdf5Build.NAME, Jhdf5Build.missing()),
            missing("arrow", ArrowFormat.missing()),
            missing("rocksdb", RocksDbFormat.missing()),
            missing("tiledb", TiledbFormat.missing()))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<MissingFormat> missing(String name, Optional<String> reason) {
    return reason.map(why -> new MissingFormat(name, why));
  }

  /** Formats of other programs. */
  public static List<StoreReader> foreign(ForeignHints hints) {
    return List.of(hints.hdf5(), hints.lmdb());
  }

  /**
   * Names of those that are compared where none are named. Who builds with JHDF5 wants to see it
   * beside the other.
   */
  public static List<String> usual() {
    List<String> names = new ArrayList<>(List.of("png", "lmdb", "hdf5"));
    Jhdf5Build.formats().forEach(format -> names.add(format.name()));
    return names;
  }

  /** All names, in the order of {@link #all}. */
  public static List<String> names() {
    return all(FormatOptions.DEFAULT).stream().map(StoreFormat::name).toList();
  }

  /**
   * The format of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists those there are
   */
  public static StoreFormat named(String name, FormatOptions options) {
    return all(options).stream()
        .filter(format -> format.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(notHere(name)));
  }

  private static String notHere(String name) {
    return missing().stream()
        .filter(format -> format.name().equals(name))
        .findFirst()
        .map(format -> "format " + format)
        .orElseGet(
            () -> "unknown format '" + name + "', expected one of " + String.join(", ", names()));
  }

  /** Whether what lies at a path looks like a store of ours or like one of another program. */
  public static boolean isStore(Path path) {
    return Stream.concat(byPrecedence().stream(), foreign(ForeignHints.NONE).stream())
        .anyMatch(format -> format.recognises(path));
  }

  /**
   * The format of a store of ours.
   *
   * @throws NoSuchFileException if nothing is there; says what an interrupted writer has left of it
   * @throws StoreException if it is no store of any format
   */
  public static StoreFormat of(Path path) throws IOException {
    Optional<StoreFormat> ours = ours(path);
    if (ours.isPresent()) {
      return ours.get();
    }
    for (StoreReader reader : foreign(ForeignHints.NONE)) {
      if (reader.recognises(path)) {
        throw new StoreException(
            path
                + ": "
                + reader.description()
                + ", which can be read but not changed or checked; 'import --data' makes a store of"
                + " it");
      }
    }
    throw notAStore(path);
  }

  /**
   * What reads what lies at a path, be it a store of ours or files of another program.
   *
   * @throws NoSuchFileException if nothing is there; says what an interrupted writer has left of it
   * @throws StoreException if it is neither
   * @throws IllegalArgumentException if there are hints and it is a store of ours, which needs none
   */
  public static StoreReader readerOf(Path path, ForeignHints hints) throws IOException {
    Optional<StoreFormat> ours = ours(path);
    if (ours.isPresent()) {
      if (!hints.equals(ForeignHints.NONE)) {
        throw new IllegalArgumentException(
            path
                + ": is a store of imagefeed, which says itself what it holds; what is said of files"
                + " of other programs does not go with it");
      }
      return ours.get();
    }
    StoreReader found =
        foreign(hints).stream()
            .filter(reader -> reader.recognises(path))
            .findFirst()
            .orElseThrow(() -> notAStore(path));
    hints.requireFitting(found, path);
    return found;
  }

  private static Optional<StoreFormat> ours(Path path) throws IOException {
    requireAccess(path);
    if (foreign(ForeignHints.NONE).stream().anyMatch(reader -> reader.recognises(path))) {
      return Optional.empty(); // of ours those are told by less than all that makes one
    }
    if (StoreNames.isUnfinished(path)) {
      throw new StoreException(
          path
              + ": unfinished, its writer was stopped or is at work; the same import command goes"
              + " on with --resume, or begins anew without");
    }
    for (StoreFormat format : byPrecedence()) {
      if (format.recognises(path)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  private static StoreException notAStore(Path path) {
    String formats =
        Stream.concat(all(FormatOptions.DEFAULT).stream(), foreign(ForeignHints.NONE).stream())
            .map(format -> format.name() + " (" + format.description() + ")")
            .collect(Collectors.joining("; "));
    return new StoreException(path + ": not a store; expected " + formats);
  }

  /** What may not be looked at is not missing, and not foreign either. */
  private static void requireAccess(Path path) throws IOException {
    FileSystemProvider provider = path.getFileSystem().provider();
    try {
      provider.checkAccess(path, AccessMode.READ);
      if (Files.isDirectory(path)) {
        provider.checkAccess(path, AccessMode.EXECUTE);
      }
    } catch (NoSuchFileException e) {
      NoSuchFileException missing =
          new NoSuchFileException(path.toString(), null, "no such store" + whatIsLeft(path));
      missing.initCause(e);
      throw missing;
    }
  }

  /** Where a store is missing, what a writer that was killed, or is at work, has of it. */
  private static String whatIsLeft(Path path) throws IOException {
    StoreNames names = StoreNames.of(path);
    if (Files.exists(names.replaced())) {
      return ", but the old one is whole: its replacement was interrupted; the next import to that"
          + " name puts it back first (so does: mv "
          + names.replaced()
          + " "
          + names.store()
          + ")";
    }
    if (Files.exists(names.unfinished()) || Files.exists(names.spool())) {
      return " yet: an import to it was interrupted, or is under way; if none is, the same import"
          + " command goes on with --resume, or begins anew without";
    }
    return "";
  }

  /**
   * The format of a store of ours that shall be replaced.
   *
   * @throws FileAlreadyExistsException if it is anything else
   */
  public static StoreFormat ofReplaced(Path path) throws IOException {
    try {
      StoreFormat format = of(path);
      requireStore(format, path);
      return format;
    } catch (StoreException e) {
      throw (IOException) notReplaced(path).initCause(e);
    }
  }

  private static FileAlreadyExistsException notReplaced(Path path) {
    return new FileAlreadyExistsException(
        path.toString(),
        null,
        "exists and is not a store of imagefeed, or not a whole one, so it is not replaced; remove it yourself or"
            + " choose another name");
  }

  /**
   * Says whether something may be replaced: only a store of ours, which opens or is older than what
   * this program reads. What merely looks like one may be another program's data.
   *
   * @throws FileAlreadyExistsException if it is anything else
   */
  public static void requireStore(StoreFormat format, Path path) throws IOException {
    try {
      format.open(path).close();
    } catch (OlderStoreException e) {
      return;
    } catch (IOException e) {
      throw (IOException) notReplaced(path).initCause(e);
    }
  }

  /** Opens a store of whatever format, or files of another program that need no hints. */
  public static ImageStore open(Path path) throws IOException {
    return readerOf(path, ForeignHints.NONE).open(path);
  }
}

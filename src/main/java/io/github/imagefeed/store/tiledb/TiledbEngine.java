package io.github.imagefeed.store.tiledb;

import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.tiledb.TiledArray.Axis;
import io.tiledb.java.api.Array;
import io.tiledb.java.api.ArraySchema;
import io.tiledb.java.api.ArrayType;
import io.tiledb.java.api.Attribute;
import io.tiledb.java.api.Context;
import io.tiledb.java.api.Datatype;
import io.tiledb.java.api.Dimension;
import io.tiledb.java.api.Domain;
import io.tiledb.java.api.Group;
import io.tiledb.java.api.Layout;
import io.tiledb.java.api.NativeArray;
import io.tiledb.java.api.Pair;
import io.tiledb.java.api.Query;
import io.tiledb.java.api.QueryStatus;
import io.tiledb.java.api.QueryType;
import io.tiledb.java.api.SubArray;
import io.tiledb.java.api.TileDBError;
import java.io.Closeable;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that this package does with the TileDB library: it makes groups and arrays, writes fragments
 * and metadata, and reads metadata. One thread at a time.
 *
 * <p>Each write has a timestamp of the caller's instead of the clock's, by which the library orders
 * what it finds: a clock that is set back hides nothing.
 */
final class TiledbEngine implements Closeable {

  /** Of the only attribute of an array: without a name Python gets an array and no dictionary. */
  private static final String ATTRIBUTE = "";

  /** Of the first dimension: room for as many images as a store may have. */
  private static final long LAST_IMAGE = Integer.MAX_VALUE - 1L;

  /** One thread suffices for copies, and leaves the others to whoever trains. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "sm.compute_concurrency_level", "1",
          "sm.io_concurrency_level", "1",
          "sm.mem.malloc_trim", "false", // the heap is DJL's, too
          "sm.group.timestamp_end", "1");

  private final Context context;

  private TiledbEngine(Context context) {
    this.context = context;
  }

  /**
   * The first of a process unpacks the library, which takes a second.
   *
   * @throws IOException if the library is missing or does not load
   */
  static TiledbEngine start() throws IOException {
    TiledbLibrary.require();
    try {
      TiledbEngine engine = new TiledbEngine(new Context(SETTINGS));
      TiledbLibrary.unpacked();
      return engine;
    } catch (TileDBError e) {
      throw new IOException("TileDB does not start: " + e.getMessage(), e);
    } catch (LinkageError e) {
      throw new IOException("TileDB's native library does not load here: " + e.getMessage(), e);
    }
  }

  /** Makes a group of arrays, all empty, where nothing is. */
  void createGroup(Path folder, List<TiledArray> arrays) throws IOException {
    try {
      Group.create(context, folder.toString());
      for (TiledArray array : arrays) {
        create(folder.resolve(array.name()), array);
      }
      try (Group group = new Group(context, folder.toString(), QueryType.TILEDB_WRITE)) {
        for (TiledArray array : arrays) {
          group.addMember(array.name(), true, array.name());
        }
      }
    } catch (TileDBError e) {
      throw failed(folder, e);
    }
  }

  /** Makes an array, empty. */
  void create(Path folder, TiledArray array) throws IOException {
    try (Domain domain = new Domain(context);
        ArraySchema schema = new ArraySchema(context, ArrayType.TILEDB_DENSE);
        Attribute attribute =
            new Attribute(context, ATTRIBUTE, Datatype.valueOf("TILEDB_" + array.cell()))) {
      List<Dimension<Long>> dimensions = new ArrayList<>();
      try {
        dimensions.add(dimension("image", LAST_IMAGE, array.extent()));
        for (Axis axis : array.axes()) {
          dimensions.add(dimension(axis.name(), axis.length() - 1, axis.length()));
        }
        for (Dimension<Long> dimension : dimensions) {
          domain.addDimension(dimension);
        }
        schema.setDomain(domain);
        schema.addAttribute(attribute);
        schema.setCellOrder(Layout.TILEDB_ROW_MAJOR);
        schema.setTileOrder(Layout.TILEDB_ROW_MAJOR);
        Array.create(folder.toString(), schema);
      } finally {
        dimensions.forEach(Dimension::close);
      }
    } catch (TileDBError e) {
      throw failed(folder, e);
    }
  }

  private Dimension<Long> dimension(String name, long last, long extent) throws TileDBError {
    return new Dimension<>(context, name, Datatype.TILEDB_INT64, new Pair<>(0L, last), extent);
  }

  /**
   * Writes a fragment, which is there when this returns, but not forced.
   *
   * @param folder of the array
   * @param records of {@code count} images from {@code first} on, direct, from its beginning to its
   *     limit
   * @return the name of the fragment
   */
  String write(
      Path folder, TiledArray array, long timestamp, int first, int count, ByteBuffer records)
      throws IOException {
    ByteBuffer exact = records.duplicate().position(0).slice().order(ByteOrder.nativeOrder());
    try (Array open = open(folder, QueryType.TILEDB_WRITE, timestamp);
        SubArray part = new SubArray(context, open);
        Query query = new Query(open, QueryType.TILEDB_WRITE)) {
      part.addRange(0, (long) first, (long) first + count - 1, null);
      for (int i = 0; i < array.axes().size(); i++) {
        part.addRange(i + 1, 0L, array.axes().get(i).length() - 1L, null);
      }
      query.setLayout(Layout.TILEDB_ROW_MAJOR);
      query.setSubarray(part);
      query.setDataBuffer(ATTRIBUTE, exact);
      QueryStatus status = query.submit();
      query.finalizeQuery();
      if (status != QueryStatus.TILEDB_COMPLETED || query.getFragmentNum() != 1) {
        throw new IOException(folder + ": TileDB ended a write as " + status);
      }
      String uri = query.getFragmentURI(BigInteger.ZERO);
      return uri.substring(uri.lastIndexOf('/') + 1);
    } catch (TileDBError e) {
      throw failed(folder, e);
    }
  }

  /** Writes texts into the metadata of an array, together. */
  void putMetadata(Path folder, long timestamp, Map<String, String> texts) throws IOException {
    try (Array open = open(folder, QueryType.TILEDB_WRITE, timestamp)) {
      for (Map.Entry<String, String> text : texts.entrySet()) {
        try (NativeArray value =
            new NativeArray(context, text.getValue(), Datatype.TILEDB_STRING_UTF8)) {
          open.putMetadata(text.getKey(), value);
        }
      }
    } catch (TileDBError e) {
      throw failed(folder, e);
    }
  }

  /**
   * Reads texts from the metadata of an array, in the order of the keys.
   *
   * @return empty where one of them is missing
   * @throws StoreException if the library cannot open the array
   */
  Optional<List<String>> metadata(Path folder, List<String> keys) throws IOException {
    try (Array open = open(folder, QueryType.TILEDB_READ, Long.MAX_VALUE)) {
      List<String> texts = new ArrayList<>();
      for (String key : keys) {
        if (!open.hasMetadataKey(key)) {
          return Optional.empty();
        }
        try (NativeArray value = open.getMetadata(key)) {
          if (!(value.toJavaArray() instanceof byte[] bytes)) {
            throw new StoreException(folder + ": damaged, its metadata '" + key + "' is no text");
          }
          texts.add(new String(bytes, StandardCharsets.UTF_8));
        }
      }
      return Optional.of(texts);
    } catch (TileDBError e) {
      throw new StoreException(
          folder + ": damaged, or TileDB cannot read it: " + e.getMessage(), e);
    }
  }

  private Array open(Path folder, QueryType type, long timestamp) throws TileDBError {
    return new Array(context, folder.toString(), type, BigInteger.valueOf(timestamp));
  }

  private static IOException failed(Path folder, TileDBError e) {
    return new IOException(folder + ": TileDB failed: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    context.close();
  }
}

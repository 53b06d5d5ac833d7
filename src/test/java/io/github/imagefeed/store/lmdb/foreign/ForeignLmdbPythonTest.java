package io.github.imagefeed.store.lmdb.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.Python;
import io.github.imagefeed.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Environments that py-lmdb writes, in the ways in which Python people keep images in LMDB. */
final class ForeignLmdbPythonTest {

  private static final int COUNT = 240;

  /** Image i in the order of keys is sample i, whatever the order of writing. */
  private static final String SCRIPT =
      """
      import io, lmdb, numpy, pickle, random, sys
      target, samples, kind = sys.argv[1:4]
      n, h, w, c = map(int, sys.argv[4:8])
      data = open(samples, "rb").read()
      labels = numpy.frombuffer(data, numpy.uint8, n).astype(numpy.int64)
      images = numpy.frombuffer(data, numpy.uint8, offset=n).reshape(n, h, w, c)

      class CIFAR_Image:
          def __init__(self, image, label):
              self.channels = image.shape[2]
              self.size = image.shape[:2]
              self.image = image.tobytes()
              self.label = label

      def encoded(image, form):
          from PIL import Image
          out = io.BytesIO()
          picture = Image.fromarray(image[:, :, 0] if c == 1 else image)
          picture.save(out, form, **({"quality": 98, "subsampling": 0} if form == "JPEG" else {}))
          return out.getvalue()

      def datum(image, label, form):
          from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
          global Datum
          if "Datum" not in globals():
              file = descriptor_pb2.FileDescriptorProto(name="d.proto", package="d")
              message = file.message_type.add(name="Datum")
              for number, name, kind, repeated in [
                      (1, "channels", 5, 1), (2, "height", 5, 1), (3, "width", 5, 1),
                      (4, "data", 12, 1), (5, "label", 5, 1), (6, "float_data", 2, 3),
                      (7, "encoded", 8, 1)]:
                  message.field.add(name=name, number=number, type=kind, label=repeated)
              pool = descriptor_pool.DescriptorPool()
              pool.Add(file)
              Datum = message_factory.MessageFactory(pool).GetPrototype(
                  pool.FindMessageTypeByName("d.Datum"))
          d = Datum(channels=c, height=h, width=w, label=int(label))
          if form == "raw":
              d.data = image[:, :, ::-1].transpose(2, 0, 1).tobytes()
          elif form == "float":
              d.float_data.extend(image.reshape(-1).astype(float)[:8])
          else:
              d.data, d.encoded = encoded(image, form), True
          return d.SerializeToString()

      def entry(i):
          key, image, label = b"%08d" % i, images[i], labels[i]
          group, _, form = kind.partition("-")
          if group == "datum":
              return key, datum(image, label, form)
          if group == "pickle":
              number = label if form[1:] == "numpy" else int(label)
              return key, pickle.dumps(CIFAR_Image(image, number), int(form[0]))
          if group == "pair":
              return b"%05d" % i, pickle.dumps((encoded(image, "PNG"), int(label)))
          if group == "msgpack":
              import msgpack
              return key, msgpack.dumps((encoded(image, "PNG"), int(label)))
          if group == "planes":
              return b"%08d_%d" % (i, label), image.transpose(2, 0, 1).tobytes()
          if group == "raw":
              return key, image.tobytes()
          if group == "folder":
              return b"%04d/class %d/x.png" % (i, label), encoded(image, form)
          return b"%08d_%d.%s" % (i, label, form.lower().encode()), encoded(image, form)

      options = sys.argv[8:]
      env = lmdb.open(target, map_size=1 << 28, subdir="file" not in options, max_dbs=4,
                      writemap="writemap" in options, map_async="writemap" in options)
      integer = "integer" in options
      db = env.open_db(b"images", integerkey=integer) if "named" in options else None
      if "two" in options:
          env.open_db(b"labels")
      if "duplicates" in options:
          db = env.open_db(b"images", dupsort=True)
      order = list(range(n))
      random.Random(1).shuffle(order)
      for part in range(0, n, 50):
          with env.begin(write=True) as txn:
              for i in order[part:part + 50]:
                  key, value = entry(i)
                  key = i.to_bytes(8, sys.byteorder) if integer else key
                  txn.put(key, value[:500] if "duplicates" in options else value, db=db)
                  if "past" in options:
                      txn.put(b"zz%08d" % i, value, db=db)
      if "past" in options:
          for part in range(0, n, 30):
              with env.begin(write=True) as txn:
                  for i in order[part:part + 30]:
                      txn.delete(b"zz%08d" % i, db=db)
      if "length" in options:
          with env.begin(write=True) as txn:
              txn.put(b"__len__", pickle.dumps(n))
              txn.put(b"__keys__", pickle.dumps([b"%05d" % i for i in range(n)]))
      env.sync(True)
      env.close()
      """;

  @TempDir Path folder;

  @BeforeAll
  static void python() throws Exception {
    Python.assumeHas("lmdb, numpy, PIL", "python3-lmdb, python3-numpy and python3-pil");
  }

  private Path write(Samples samples, String kind, String... options) throws Exception {
    if (kind.startsWith("datum")) {
      Python.assumeHas("google.protobuf", "python3-protobuf");
    }
    Path target = folder.resolve("env");
    ImageShape shape = samples.shape();
    Object[] arguments = new Object[7 + options.length];
    arguments[0] = target;
    arguments[1] = samples.write(folder.resolve("samples"));
    arguments[2] = kind;
    arguments[3] = samples.count();
    arguments[4] = shape.height();
    arguments[5] = shape.width();
    arguments[6] = shape.channels();
    System.arraycopy(options, 0, arguments, 7, options.length);
    Python.run(SCRIPT, arguments);
    return target;
  }

  private static LmdbHints hints(LmdbValues values, ImageShape shape) {
    return new LmdbHints(
        values, Optional.empty(), Optional.of(shape), Optional.empty(), Optional.empty());
  }

  /** Raw Datums are written here as {@code convert_imageset} does. */
  private static LmdbHints caffe() {
    return new LmdbHints(
        LmdbValues.AUTO,
        Optional.of(ChannelOrder.BGR),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static void assertReads(LmdbHints hints, Samples samples, Path path, int most)
      throws Exception {
    ForeignLmdb format = new ForeignLmdb(hints);
    assertTrue(format.recognises(path));
    try (ImageStore store = format.open(path)) {
      samples.assertIn(store, most);
      assertTrue(store.manifest().contentDigest().isEmpty());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "datum-raw, 3, 0",
    "datum-raw, 1, 0",
    "datum-PNG, 3, 0",
    "datum-JPEG, 3, 12",
    "datum-JPEG, 1, 12",
    "pickle-2, 3, 0",
    "pickle-2numpy, 3, 0",
    "pickle-3, 1, 0",
    "pickle-3numpy, 3, 0",
    "pickle-4, 3, 0",
    "pickle-4numpy, 1, 0",
    "pickle-5, 3, 0",
    "pickle-5numpy, 3, 0",
    "files-PNG, 3, 0",
    "files-PNG, 1, 0",
    "files-JPEG, 3, 12",
    "folder-PNG, 3, 0"
  })
  void findsOutWhatTheValuesAre(String kind, int channels, int most) throws Exception {
    Samples samples = Samples.of(COUNT, channels);
    LmdbHints hints = kind.equals("datum-raw") && channels == 3 ? caffe() : LmdbHints.none();
    assertReads(hints, samples, write(samples, kind), most);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "writemap", "past", "named", "named integer", "named past"})
  void readsEnvironmentsOfEveryKind(String options) throws Exception {
    Samples samples = Samples.of(COUNT, 3);
    Path path = write(samples, "pickle-4", options.split(" ", -1));
    assertEquals(!options.equals("file"), Files.isDirectory(path));
    assertReads(LmdbHints.none(), samples, path, 0);
  }

  @Test
  void rawPixelsNeedTheirShape() throws Exception {
    Samples samples = Samples.of(COUNT, 3);
    Path path = write(samples, "planes");
    StoreException e = assertThrows(StoreException.class, () -> new ForeignLmdb().open(path));
    assertTrue(e.getMessage().contains("of which shape"), e.getMessage());
    assertTrue(e.getMessage().contains("'00000000_0'"), e.getMessage());
    ImageShape planes = samples.shape().withLayout(Layout.CHW);
    assertReads(hints(LmdbValues.RAW, planes), samples, path, 0);
    assertReads(hints(LmdbValues.AUTO, planes), samples, path, 0);
    assertRefused(hints(LmdbValues.RAW, new ImageShape(32, 29, 3, Layout.CHW)), path, "2880 bytes");
    assertRefused(hints(LmdbValues.ENCODED, planes), path, "neither PNG nor JPEG");
    assertRefused(hints(LmdbValues.PICKLE, planes), path, "no whole pickle");
    assertRefused(hints(LmdbValues.DATUM, planes), path, "Datum");
  }

  @Test
  void labelsComeFromAFile() throws Exception {
    Samples samples = Samples.of(COUNT, 3);
    Path path = write(samples, "raw");
    assertRefused(hints(LmdbValues.RAW, samples.shape()), path, "the key tells no label");
    StringBuilder keyed = new StringBuilder("key,class\n");
    StringBuilder alone = new StringBuilder();
    for (int i = COUNT - 1; i >= 0; i--) {
      keyed.append(String.format("%08d,class %d%n", i, samples.label(i)));
      alone.insert(0, samples.label(i) + "\n");
    }
    for (CharSequence text : new CharSequence[] {keyed, alone}) {
      Path labels = Files.writeString(folder.resolve("labels.csv"), text);
      LmdbHints hints =
          new LmdbHints(
              LmdbValues.RAW,
              Optional.empty(),
              Optional.of(samples.shape()),
              Optional.of(labels),
              Optional.empty());
      assertReads(hints, samples, path, 0);
      Files.writeString(labels, text.subSequence(0, text.length() - 12));
      assertThrows(StoreException.class, () -> new ForeignLmdb(hints).open(path));
    }
  }

  @Test
  void classesGetTheNamesThatAreGiven() throws Exception {
    Samples samples = Samples.of(COUNT, 3);
    Path path = write(samples, "pickle-4numpy");
    ClassNames classes =
        new ClassNames(
            IntStream.range(0, Samples.CLASSES).mapToObj(label -> "class " + label).toList());
    assertReads(classes(classes), samples, path, 0);
    assertRefused(classes(ClassNames.of("a", "b")), path, "label 9");
  }

  private static LmdbHints classes(ClassNames classes) {
    return new LmdbHints(
        LmdbValues.AUTO,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(classes));
  }

  /** What scripts write that turn folders of images into LMDB for PyTorch. */
  @Test
  void pairsOfFileAndLabel() throws Exception {
    Samples samples = Samples.of(COUNT, 3);
    assertReads(LmdbHints.none(), samples, write(samples, "pair", "length"), 0);
  }

  @Test
  void whatCannotBeReadIsSaid() throws Exception {
    Python.assumeHas("msgpack", "python3-msgpack");
    assertRefused("msgpack", "msgpack", "as some ImageFolder-to-LMDB scripts do");
    assertRefused("two", "raw", "named databases 'images', 'labels'", "named", "two");
    assertRefused("several", "raw", "MDB_DUPSORT", "duplicates");
    assertRefused("float", "datum-float", "float_data");
  }

  private void assertRefused(String name, String kind, String why, String... options)
      throws Exception {
    Path path = write(Samples.of(5, 3), kind, options);
    assertRefused(
        kind.startsWith("datum")
            ? hints(LmdbValues.DATUM, Samples.of(1, 3).shape())
            : LmdbHints.none(),
        path,
        why);
    Files.move(path, folder.resolve(name));
  }

  private static void assertRefused(LmdbHints hints, Path path, String why) {
    StoreException e = assertThrows(StoreException.class, () -> new ForeignLmdb(hints).open(path));
    assertTrue(e.getMessage().contains(why), e.getMessage());
    assertTrue(e.getMessage().contains(path.toString()), e.getMessage());
    assertFalse(e.getMessage().contains("null"), e.getMessage());
  }
}

package io.github.imagefeed.store;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.image.Pixels;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.source.Split;
import io.github.imagefeed.source.cifar.Cifar100Labels;
import io.github.imagefeed.source.cifar.CifarSources;
import io.github.imagefeed.source.synthetic.SyntheticSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first images of CIFAR-10 where it lies in {@code data}, else drawn ones; in colour or grey.
 *
 * @param pixels of each image in the layout of the shape
 */
public record RealImages(
    ImageShape shape, ClassNames classes, List<byte[]> pixels, List<Integer> labels) {

  public RealImages {
    pixels = List.copyOf(pixels);
    labels = List.copyOf(labels);
  }

  /** That many of them; grey is the mean of the three channels. */
  public static RealImages of(int count, int channels, Layout layout) throws IOException {
    try (ImageSource source = source(count)) {
      ImageShape from = source.shape();
      ImageShape shape = new ImageShape(from.height(), from.width(), channels, layout);
      List<byte[]> images = new ArrayList<>();
      List<Integer> labels = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        byte[] image = new byte[from.bytes()];
        labels.add(source.read(Split.TRAIN, i, image));
        image = from.layout() == Layout.CHW ? image : turned(image, from);
        images.add(
            channels == 1
                ? grey(image)
                : layout == Layout.CHW ? image : turned(image, from.withLayout(Layout.CHW)));
      }
      return new RealImages(shape, source.classes(), images, labels);
    }
  }

  private static ImageSource source(int count) throws IOException {
    Optional<Path> cifar = CifarSources.findIn(Path.of("data"));
    return cifar.isPresent()
        ? CifarSources.open(cifar.get(), Cifar100Labels.FINE)
        : new SyntheticSource(32, 32, count, 1, 1);
  }

  private static byte[] turned(byte[] image, ImageShape shape) {
    byte[] turned = new byte[image.length];
    Pixels.transpose(image, shape, turned);
    return turned;
  }

  private static byte[] grey(byte[] planes) {
    byte[] grey = new byte[planes.length / 3];
    for (int i = 0; i < grey.length; i++) {
      int sum = 0;
      for (int at = i; at < planes.length; at += grey.length) {
        sum += Byte.toUnsignedInt(planes[at]);
      }
      grey[i] = (byte) (sum / 3);
    }
    return grey;
  }

  public void write(StoreFormat format, Path target) throws IOException {
    StoreSpec spec = new StoreSpec(shape, pixels.size(), classes, "real images of a test");
    try (StoreWriter writer = StoreWriter.create(format, target, spec, false)) {
      for (int i = 0; i < pixels.size(); i++) {
        writer.append(pixels.get(i), labels.get(i));
      }
      writer.finish();
    }
  }

  /** All pixels one after the other, in the layout given. */
  public byte[] bytes(Layout layout) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] image : pixels) {
      boolean same = shape.layout() == layout || shape.channels() == 1;
      all.writeBytes(same ? image : turned(image, shape));
    }
    return all.toByteArray();
  }
}

package io.github.imagefeed.store.arrow;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;

/** Names in the file: columns, and keys of metadata. */
final class Names {

  static final String IMAGE = "image";

  /** The bytes of an image, as Arrow libraries call what a list holds. */
  static final String ITEM = "item";

  static final String LABEL = "label";
  static final String CHECKSUM = "checksum";

  /** Key of the manifest in the metadata of the schema. */
  static final String MANIFEST = "imagefeed";

  static final String EXTENSION_NAME = "ARROW:extension:name";
  static final String EXTENSION_METADATA = "ARROW:extension:metadata";
  static final String TENSOR = "arrow.fixed_shape_tensor";

  private Names() {}

  /** What the extension type says of an image: its dimensions in the order of the bytes. */
  static String tensor(ImageShape shape) {
    int h = shape.height();
    int w = shape.width();
    int c = shape.channels();
    return shape.layout() == Layout.CHW
        ? tensor(c + "," + h + "," + w, "\"C\",\"H\",\"W\"")
        : tensor(h + "," + w + "," + c, "\"H\",\"W\",\"C\"");
  }

  private static String tensor(String shape, String names) {
    return "{\"shape\":[" + shape + "],\"dim_names\":[" + names + "]}";
  }
}

package io.github.imagefeed.store.arrow;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.StoreException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FixedSizeList;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Type;

/**
 * Whether the columns of a file are those of a store. Names of extension types are not looked at:
 * some libraries drop them, and the manifest says the same.
 */
record Columns(Path path) {

  /**
   * Checks.
   *
   * @throws StoreException if there are others
   */
  void require(Schema schema, ImageShape shape) throws StoreException {
    require(schema.fieldsLength() == 3, schema.fieldsLength() + " columns");
    Field image = schema.fields(0);
    require(
        isNamed(image, Names.IMAGE)
            && isList(image, shape.bytes())
            && image.childrenLength() == 1
            && isInteger(image.children(0), Byte.SIZE, false),
        "column 0 is not '" + Names.IMAGE + "', lists of " + shape.bytes() + " uint8");
    require(
        isNamed(schema.fields(1), Names.LABEL) && isInteger(schema.fields(1), Integer.SIZE, true),
        "column 1 is not '" + Names.LABEL + "', int32");
    require(
        isNamed(schema.fields(2), Names.CHECKSUM)
            && isInteger(schema.fields(2), Integer.SIZE, false),
        "column 2 is not '" + Names.CHECKSUM + "', uint32");
  }

  private static boolean isNamed(Field field, String name) {
    ByteBuffer found = field.nameAsByteBuffer();
    return found != null && found.equals(StandardCharsets.UTF_8.encode(name));
  }

  private static boolean isList(Field field, int items) {
    if (field.typeType() != Type.FixedSizeList || field.dictionary() != null) {
      return false;
    }
    FixedSizeList type = (FixedSizeList) field.type(new FixedSizeList());
    return type != null && type.listSize() == items;
  }

  private static boolean isInteger(Field field, int bits, boolean signed) {
    if (field.typeType() != Type.Int || field.dictionary() != null) {
      return false;
    }
    Int type = (Int) field.type(new Int());
    return type != null && type.bitWidth() == bits && type.isSigned() == signed;
  }

  private void require(boolean condition, String otherwise) throws StoreException {
    if (!condition) {
      throw new StoreException(
          path
              + ": changed by another program: "
              + otherwise
              + "; expected are the columns '"
              + Names.IMAGE
              + "', '"
              + Names.LABEL
              + "' and '"
              + Names.CHECKSUM
              + "'");
    }
  }
}

package io.github.imagefeed.cli;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Shapes as people write them: {@code 224x224x3}; {@code 224x224} has three channels. */
final class ShapeConverter implements ITypeConverter<ImageShape> {

  private static final Pattern FORM =
      Pattern.compile("(\\d{1,9})[xX](\\d{1,9})(?:[xX](\\d{1,9}))?");
  private static final String RGB = "3";

  @Override
  public ImageShape convert(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new TypeConversionException(
          "'"
              + text
              + "' is not a shape, expected height x width x channels in pixels, as in 224x224x3");
    }
    String channels = matcher.group(3) == null ? RGB : matcher.group(3);
    try {
      return new ImageShape(
          Integer.parseInt(matcher.group(1)),
          Integer.parseInt(matcher.group(2)),
          Integer.parseInt(channels),
          Layout.CHW);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException("'" + text + "': " + e.getMessage());
    }
  }
}

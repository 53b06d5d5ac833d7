package io.github.imagefeed.example;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.TestImages;
import io.github.imagefeed.store.hdf5.Hdf5Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's example is this folder's code to the letter, and it runs. */
final class ReadmeTest {

  private static final Path EXAMPLE =
      Path.of("src/test/java/io/github/imagefeed/example/LibraryExample.java");

  @Test
  void showsTheExampleAsItIs() throws IOException {
    String source = Files.readString(EXAMPLE);
    String code = source.substring(source.indexOf("  public static void main"));
    code = code.substring(0, code.lastIndexOf('}')).stripTrailing().stripIndent();
    assertTrue(Files.readString(Path.of("README.md")).contains(code), "README.md lacks:\n" + code);
  }

  @Test
  void theExampleRuns(@TempDir Path folder) throws Exception {
    Path store = folder.resolve("images.hdf5");
    TestImages.of(ImageShape.rgb(8, 8), 300).write(new Hdf5Format(), store);
    LibraryExample.main(new String[] {store.toString()});
  }
}

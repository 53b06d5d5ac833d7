package io.github.imagefeed.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.imagefeed.image.ClassNames;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class StoredLabelsTest {

  @Test
  void namesTheFirstThatIsNoClass() throws StoreException {
    Path path = Path.of("a.store");
    ClassNames classes = ClassNames.of("cat", "dog");
    StoredLabels.requireClasses(path, new int[] {0, 1}, classes);
    for (int label : new int[] {2, -1}) {
      assertEquals(
          "a.store: damaged: the label of image 1 is " + label + ", expected 0 to 1",
          assertThrows(
                  StoreException.class,
                  () -> StoredLabels.requireClasses(path, new int[] {0, label, 5}, classes))
              .getMessage());
    }
  }
}

package io.github.imagefeed;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** The arrows between packages and the fences around libraries, as the README draws them. */
final class ArchitectureTest {

  private static final String ROOT = "io.github.imagefeed.";

  /** What each package may import besides itself and its ancestors; all that are not here: none. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("image", Set.of()),
          Map.entry("order", Set.of("image")),
          Map.entry("result", Set.of()),
          Map.entry("source", Set.of("image")),
          Map.entry("source.cifar", Set.of("image")),
          Map.entry("source.folder", Set.of("image")),
          Map.entry("source.parquet", Set.of("image")),
          Map.entry("source.synthetic", Set.of("image")),
          Map.entry("source.webdataset", Set.of("image")),
          Map.entry("store", Set.of("image")),
          Map.entry("store.png", Set.of("image")),
          Map.entry("store.lmdb", Set.of("image")),
          Map.entry("store.lmdb.foreign", Set.of("image")),
          Map.entry("store.hdf5", Set.of("image")),
          Map.entry("store.arrow", Set.of("image")),
          Map.entry("store.hdf5.foreign", Set.of("image")),
          Map.entry("store.jhdf5", Set.of("image")),
          Map.entry("store.tiledb", Set.of("image")),
          Map.entry("store.rocksdb", Set.of("image")),
          Map.entry("convert", Set.of("source", "store", "order", "image")),
          Map.entry(
              "catalog",
              Set.of(
                  "source",
                  "source.cifar",
                  "source.folder",
                  "source.parquet",
                  "source.synthetic",
                  "source.webdataset",
                  "store",
                  "store.png",
                  "store.lmdb",
                  "store.hdf5",
                  "store.hdf5.foreign",
                  "store.lmdb.foreign",
                  "store.arrow",
                  "store.jhdf5",
                  "store.tiledb",
                  "store.rocksdb",
                  "image")),
          Map.entry("export", Set.of("store", "store.png", "store.lmdb", "store.hdf5", "image")),
          Map.entry("dataset", Set.of("store", "order", "image")),
          Map.entry("training", Set.of("dataset", "store", "order", "image", "result")),
          Map.entry("training.kfold", Set.of("training", "store", "order", "image", "result")),
          Map.entry(
              "measure",
              Set.of(
                  "training",
                  "dataset",
                  "convert",
                  "catalog",
                  "source",
                  "store",
                  "order",
                  "image",
                  "result")),
          Map.entry(
              "measure.storage",
              Set.of(
                  "convert", "catalog", "source", "store", "order", "image", "result", "measure")),
          Map.entry("measure.peer", Set.of("measure", "dataset", "store", "order", "image")),
          Map.entry("advice", Set.of("store", "image", "result")),
          Map.entry("report", Set.of("result")),
          Map.entry("report.chart", Set.of()),
          Map.entry("report.html", Set.of("result")));

  /** Packages that only a Maven profile compiles. */
  private static final Set<String> OPTIONAL = Set.of("store.jhdf5");

  /** Where a library may be used. */
  private static final Map<String, List<String>> FENCES =
      Map.ofEntries(
          Map.entry("org.lmdbjava", List.of("store.lmdb")),
          Map.entry("org.agrona", List.of("store.lmdb")),
          Map.entry("io.jhdf", List.of("store.hdf5", "store.hdf5.foreign")),
          Map.entry("org.apache.arrow", List.of("store.arrow")),
          Map.entry("com.google.flatbuffers", List.of("store.arrow")),
          Map.entry("ch.systemsx", List.of("store.jhdf5")),
          Map.entry("hdf.hdf5lib", List.of("store.jhdf5")),
          Map.entry("io.tiledb", List.of("store.tiledb")),
          Map.entry("org.rocksdb", List.of("store.rocksdb")),
          Map.entry("ai.djl", List.of("dataset", "training", "measure", "measure.peer")),
          Map.entry("picocli", List.of("cli")),
          Map.entry("jdk.jfr", List.of("dataset", "training", "measure")),
          Map.entry("com.sun.jna", List.of("cli", "dataset", "measure", "store")),
          Map.entry("net.razorvine", List.of("source.cifar")),
          Map.entry("org.apache.commons.compress", List.of("source.cifar", "source.webdataset")),
          Map.entry("org.apache.parquet", List.of("source.parquet")),
          Map.entry("shaded.parquet", List.of("source.parquet")),
          Map.entry("io.airlift", List.of("source.parquet")),
          Map.entry(
              "org.apache.commons.csv",
              List.of("store.png", "store.lmdb.foreign", "convert", "report")),
          Map.entry(
              "com.google.gson",
              List.of(
                  "source.parquet",
                  "source.webdataset",
                  "store",
                  "report",
                  "training",
                  "training.kfold")),
          Map.entry("freemarker", List.of("report.html")),
          Map.entry("org.jfree", List.of("report.chart")),
          Map.entry("org.apache.batik", List.of("report.chart")));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.github.imagefeed");

  private static String room(JavaClass type) {
    return type.getPackageName().substring(ROOT.length());
  }

  @Test
  void everyPackageIsDrawn() {
    Set<String> found =
        CLASSES.stream().map(ArchitectureTest::room).collect(Collectors.toCollection(TreeSet::new));
    Set<String> drawn = new TreeSet<>(ARROWS.keySet());
    drawn.add("cli");
    drawn.removeIf(room -> OPTIONAL.contains(room) && !found.contains(room));
    Assertions.assertEquals(drawn, found);
  }

  @Test
  void arrowsPointOneWay() {
    ARROWS.forEach(
        (room, targets) ->
            noClasses()
                .that()
                .resideInAPackage(ROOT + room)
                .should()
                .dependOnClassesThat(
                    DescribedPredicate.describe(
                        "are in a package that " + room + " may not import",
                        type ->
                            type.getPackageName().startsWith(ROOT)
                                && !room(type).equals(room)
                                && !room.startsWith(room(type) + ".")
                                && !targets.contains(room(type))))
                .allowEmptyShould(OPTIONAL.contains(room))
                .check(CLASSES));
  }

  @Test
  void nothingGoesInCircles() {
    slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void librariesStayBehindTheirFences() {
    FENCES.forEach(
        (library, rooms) -> {
          String[] allowed = rooms.stream().map(room -> ROOT + room).toArray(String[]::new);
          ArchRule fence =
              noClasses()
                  .that()
                  .resideOutsideOfPackages(allowed)
                  .should()
                  .dependOnClassesThat()
                  .resideInAPackage(library + "..");
          fence.because(library + " belongs to " + Arrays.toString(allowed)).check(CLASSES);
        });
  }
}

package io.github.imagefeed.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.RunResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompareTableTest {

  @Test
  void showsEveryFormatInOrder() {
    String expected =
        """
        CIFAR-10: 50,000 training images, 10,000 test images, 32×32×3

                                  seq.           shuf.                    train  wait-  over-  test
                write  on disk    load       ×    load       ×  shuffled  epoch    ing   head  acc.
        format      s       MB       s  memory       s  memory  images/s      s      %      %     %
        -------------------------------------------------------------------------------------------
        memory      –        –  0.0213    1.00  0.0731    1.00   684,000   73.9   0.09      –  64.1
        png      14.2    112.3    2.31     108    2.41    33.0    20,700   76.4   1.00   3.30  63.9
        lmdb    0.710    206.1  0.0402    1.89  0.0991    1.36   505,000   74.3   0.14   0.50  64.1
        hdf5    0.620    154.2  0.0310    1.46  0.0810    1.11   617,000   74.2   0.11  -0.05  64.0

        write        seconds to write the store; median of 1 to 3 runs
        """;
    String text = CompareTable.render(Runs.full());
    assertEquals(expected, text.substring(0, expected.length()));
    assertTrue(text.contains("in the order stored; median of 3 epochs\n"), text);
    assertTrue(text.contains("page cache   warm"), text);
    assertTrue(text.contains("overhead     png 3.10 to 3.50 %, lmdb 0.40 to 0.60 %"), text);
    assertFitsTerminal(text);
  }

  @Test
  void marksWhatIsMissingAndLeavesOutWhatNobodyHas() {
    String expected =
        """
                         shuf.
                on disk   load
        format       MB      s
        ----------------------
        png       112.3      –
        hdf5          –  0.100

        on disk      what the store takes; 1 MB is 10^6 bytes
        shuf. load   seconds to load every training image once, in a new random order each epoch; one epoch
        page cache   warm: the files had been read before the clock started, so load times show what a
                     format costs, not what the disk does""";
    RunResult run =
        new RunResult(
            Runs.info(Map.of()),
            List.of(Runs.disk("png", 112_345_678), Runs.shuffled("hdf5", 0.1)));
    assertEquals(expected, CompareTable.render(run));
  }

  @Test
  void staysNarrowWithLongFormatNames() {
    RunResult full = Runs.full();
    RunResult renamed =
        new RunResult(
            full.run(),
            full.measurements().stream()
                .map(
                    m ->
                        new Measurement(
                            m.name(),
                            m.format().replace("lmdb", "lmdb-two-readers"),
                            m.order(),
                            m.unit(),
                            m.samples()))
                .toList());
    String text = CompareTable.render(renamed);
    assertTrue(text.contains("lmdb-two-readers  0.710"), text);
    assertFalse(text.contains("images/s"), text);
    assertFitsTerminal(text);
  }

  @Test
  void worksOutWaitingFromSecondsAndIgnoresCountsThatAreNone() {
    RunResult run =
        new RunResult(
            Runs.info(Map.of("train", "many")),
            List.of(
                Runs.shuffled("png", 2),
                Runs.epoch("png", 50),
                Runs.of("train_wait", "png", "", "s", 1)));
    String text = CompareTable.render(run);
    assertTrue(text.contains("png      2.00   50.0   2.00\n"), text);
  }

  @Test
  void saysWhenThereIsNothing() {
    assertEquals("Nothing was measured.", CompareTable.render(Runs.of()));
  }

  static void assertFitsTerminal(String text) {
    text.lines().forEach(line -> assertTrue(line.codePointCount(0, line.length()) <= 100, line));
  }
}

package io.github.imagefeed.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.store.Python;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TensorBoardFileTest {

  /** Prints each curve as TensorBoard has it, after what a restart drops. */
  private static final String SCRIPT =
      """
      import sys
      from tensorboard.backend.event_processing import event_accumulator
      events = event_accumulator.EventAccumulator(sys.argv[1])
      events.Reload()
      print("version", events.file_version)
      for tag in sorted(events.Tags()["scalars"]):
          for e in events.Scalars(tag):
              print(tag, e.step, e.wall_time, e.value)
      """;

  private static final double TIME = 1_700_000_000.25;

  @TempDir Path folder;

  /** Eight epochs, of which the last two come after a restart from the checkpoint of the fourth. */
  private void write() throws IOException {
    try (TensorBoardFile first = TensorBoardFile.create(folder, TIME)) {
      for (int step = 1; step <= 6; step++) {
        first.scalar("accuracy/größe", step, TIME + step, step / 8.0);
      }
      first.scalar("loss", 300, TIME + 7, Double.NaN);
    }
    try (TensorBoardFile second = TensorBoardFile.create(folder, TIME + 100)) {
      second.restarted(5);
      second.scalar("accuracy/größe", 5, TIME + 101, -0.5);
      second.scalar("loss", 5, TIME + 102, 1e-3);
    }
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void isReadByTheRulesOfItsFormat() throws IOException {
    write();
    List<Path> files = files();
    assertEquals(2, files.size());
    String pid = "." + ProcessHandle.current().pid();
    assertTrue(
        files.get(0).getFileName().toString().startsWith("events.out.tfevents.1700000000."),
        files.toString());
    assertTrue(files.get(0).toString().endsWith(pid), files.toString());
    assertEquals(
        List.of(
            "time=1.70000000025E9 version=brain.Event:2",
            "time=1.70000000125E9 step=1 accuracy/größe=0.125",
            "time=1.70000000225E9 step=2 accuracy/größe=0.25",
            "time=1.70000000325E9 step=3 accuracy/größe=0.375",
            "time=1.70000000425E9 step=4 accuracy/größe=0.5",
            "time=1.70000000525E9 step=5 accuracy/größe=0.625",
            "time=1.70000000625E9 step=6 accuracy/größe=0.75",
            "time=1.70000000725E9 step=300 loss=NaN"),
        Events.of(files.get(0)));
    assertEquals(
        List.of(
            "time=1.70000010025E9 version=brain.Event:2",
            "time=1.70000010025E9 step=5 session=1",
            "time=1.70000010125E9 step=5 accuracy/größe=-0.5",
            "time=1.70000010225E9 step=5 loss=0.001"),
        Events.of(files.get(1)));
  }

  @Test
  void tensorBoardReadsTheSame() throws Exception {
    Python.assumeHas("tensorboard", "python3-tensorboard, or pip's tensorboard");
    write();
    List<String> lines = new ArrayList<>(Python.run(SCRIPT, folder));
    lines.remove(lines.size() - 1); // the float32 nearest to 0.001 in Python's digits
    assertEquals(
        List.of(
            "version 2.0",
            "accuracy/größe 1 1700000001.25 0.125",
            "accuracy/größe 2 1700000002.25 0.25",
            "accuracy/größe 3 1700000003.25 0.375",
            "accuracy/größe 4 1700000004.25 0.5",
            "accuracy/größe 5 1700000101.25 -0.5"),
        lines.subList(lines.indexOf("version 2.0"), lines.size()));
  }

  @Test
  void growsWhereTensorBoardLooks() throws IOException {
    try (TensorBoardFile file = TensorBoardFile.create(folder, TIME)) {
      assertEquals(1, Events.of(file.path()).size(), "a valid file from the start");
      file.scalar("loss", 0, TIME, 2);
      file.flush();
      assertEquals(2, Events.of(file.path()).size());
      try (TensorBoardFile same = TensorBoardFile.create(folder, TIME)) {
        assertTrue(same.path().toString().contains("1700000001"), "a name of its own");
      }
    }
  }

  /** A restart voids what was read before, so the file that goes on must be read last. */
  @Test
  void filesStayInTheirOrderWhereTheClockDoesNot() throws IOException {
    double now = 1_795_000_000;
    double year = 365 * 86_400;
    List<String> names = new ArrayList<>();
    for (double time : new double[] {now, now + year, now, now - year, now - year, 0}) {
      try (TensorBoardFile file = TensorBoardFile.create(folder, time)) {
        names.add(file.path().getFileName().toString());
      }
    }
    assertEquals(names.stream().distinct().sorted().toList(), names);
  }

  @Test
  void refusesWhatTensorBoardCannotShow() throws IOException {
    try (TensorBoardFile file = TensorBoardFile.create(folder, TIME)) {
      assertThrows(IllegalArgumentException.class, () -> file.scalar("loss", -1, TIME, 2));
      assertThrows(IllegalArgumentException.class, () -> file.scalar(" ", 1, TIME, 2));
      assertThrows(IllegalArgumentException.class, () -> file.scalar("loss", 1, Double.NaN, 2));
      assertThrows(IllegalArgumentException.class, () -> file.restarted(-1));
      assertEquals(1, Events.of(file.path()).size());
    }
    Path taken = Files.createFile(folder.resolve("file"));
    assertThrows(IOException.class, () -> TensorBoardFile.create(taken, TIME));
  }

  /** A reader that shares nothing with the writer and knows the format from its description. */
  private static final class Events {

    private static final List<String> EVENT =
        List.of("", "time", "step", "version", "", "summary", "", "session");

    private final ByteBuffer bytes;

    private Events(byte[] bytes) {
      this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static List<String> of(Path file) throws IOException {
      Events records = new Events(Files.readAllBytes(file));
      List<String> events = new ArrayList<>();
      while (records.bytes.hasRemaining()) {
        byte[] length = records.take(8);
        assertEquals(masked(length), records.bytes.getInt());
        byte[] data = records.take(Math.toIntExact(new Events(length).bytes.getLong()));
        assertEquals(masked(data), records.bytes.getInt());
        events.add(new Events(data).event());
      }
      return events;
    }

    private byte[] take(int count) {
      byte[] taken = new byte[count];
      bytes.get(taken);
      return taken;
    }

    /** Bit by bit, with Castagnoli's polynomial. */
    private static int masked(byte[] data) {
      int crc = -1;
      for (byte b : data) {
        crc ^= b & 0xff;
        for (int bit = 0; bit < 8; bit++) {
          crc = (crc >>> 1) ^ ((crc & 1) == 0 ? 0 : 0x82f63b78);
        }
      }
      crc = ~crc;
      return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
    }

    private String event() {
      List<String> fields = new ArrayList<>();
      while (bytes.hasRemaining()) {
        int key = Math.toIntExact(varint());
        String name = EVENT.get(key >>> 3);
        fields.add(
            switch (name) {
              case "time" -> name + "=" + bytes.getDouble();
              case "step" -> name + "=" + varint();
              case "version" -> name + "=" + text();
              case "session" -> name + "=" + new Events(block()).session();
              default -> new Events(new Events(block()).only((1 << 3) | 2)).value();
            });
      }
      return String.join(" ", fields);
    }

    private long session() {
      assertEquals(1 << 3, varint());
      return varint();
    }

    private byte[] only(int key) {
      assertEquals(key, varint());
      byte[] block = block();
      assertEquals(0, bytes.remaining());
      return block;
    }

    private String value() {
      assertEquals((1 << 3) | 2, varint());
      String tag = text();
      assertEquals((2 << 3) | 5, varint());
      return tag + "=" + bytes.getFloat();
    }

    private String text() {
      return new String(block(), StandardCharsets.UTF_8);
    }

    private byte[] block() {
      return take(Math.toIntExact(varint()));
    }

    private long varint() {
      long value = 0;
      for (int shift = 0; ; shift += 7) {
        byte next = bytes.get();
        value |= (long) (next & 0x7f) << shift;
        if (next >= 0) {
          return value;
        }
      }
    }
  }
}

package io.github.imagefeed.measure;

import java.util.ArrayList;
import java.util.List;

/** A watch that only keeps what is said. */
final class Silence implements Watch {

  private final List<String> said = new ArrayList<>();

  List<String> said() {
    return said;
  }

  @Override
  public void say(String line) {
    said.add(line);
  }

  @Override
  public Task begin(String what, long total) {
    return new Task() {
      @Override
      public void at(long done, String detail) {
        if (done > total) {
          throw new AssertionError(what + ": " + done + " of " + total);
        }
      }

      @Override
      public void close() {}
    };
  }
}

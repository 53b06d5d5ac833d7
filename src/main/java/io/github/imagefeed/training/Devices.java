package io.github.imagefeed.training;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a network is trained on: {@code cpu}, {@code gpu}, or several such as {@code gpu0,gpu1},
 * which share each batch. {@code cpu,cpu} splits a batch too, on the one processor that DJL knows.
 *
 * @param names at least one
 */
public record Devices(List<String> names) {

  public static final Devices CPU = new Devices(List.of("cpu"));

  private static final Pattern GPU = Pattern.compile("gpu[0-9]{0,4}");

  public Devices {
    names = List.copyOf(names);
    if (names.isEmpty()) {
      throw new IllegalArgumentException(
          "no device, expected cpu, gpu or several such as gpu0,gpu1");
    }
    for (String name : names) {
      if (!name.equals("cpu") && !GPU.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "device is '" + name + "', expected cpu, gpu or several such as gpu0,gpu1");
      }
    }
    boolean anyCpu = names.contains("cpu");
    if (anyCpu && !names.stream().allMatch("cpu"::equals)) {
      throw new IllegalArgumentException("devices are " + names + ", expected all cpu or all gpu");
    }
    if (!anyCpu && names.stream().map(Devices::gpu).distinct().count() < names.size()) {
      throw new IllegalArgumentException("devices are " + names + ", expected each gpu once");
    }
  }

  /** Number of a GPU; without one it is the first. */
  private static int gpu(String name) {
    String number = name.substring("gpu".length());
    return number.isEmpty() ? 0 : Integer.parseInt(number);
  }

  /** From names with commas between them. */
  public static Devices parse(String text) {
    return new Devices(List.of(text.trim().split("\\s*,\\s*", -1)));
  }

  /** Parts of each batch. */
  public int parts() {
    return names.size();
  }

  /**
   * Checks that this machine has them.
   *
   * @throws IllegalArgumentException if not
   */
  public void requireHere() {
    resolve(Engine.getEngine(TrainingRun.ENGINE));
  }

  /**
   * The engine's devices, one a part.
   *
   * @throws IllegalArgumentException if this machine does not have them
   */
  List<Device> resolve(Engine engine) {
    List<Device> devices = new ArrayList<>();
    for (String name : names) {
      if (name.equals("cpu")) {
        devices.add(Device.cpu());
        continue;
      }
      int id = gpu(name);
      if (id >= engine.getGpuCount()) {
        throw new IllegalArgumentException(
            "device is "
                + name
                + ", but "
                + engine.getEngineName()
                + " finds "
                + engine.getGpuCount()
                + " GPUs here; use cpu, or the engine's native library with CUDA");
      }
      devices.add(Device.gpu(id));
    }
    return devices;
  }

  @Override
  public String toString() {
    return String.join(",", names);
  }
}

package io.github.imagefeed.cli;

import io.github.imagefeed.training.CheckpointSchedule;
import io.github.imagefeed.training.Devices;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Where a training runs and how often it is saved. */
final class RunOptions {

  @Option(
      names = "--device",
      paramLabel = "DEVICES",
      defaultValue = "cpu",
      converter = DevicesConverter.class,
      description = "cpu, gpu, or gpu0,gpu1 to share each batch (default: ${DEFAULT-VALUE}).")
  private Devices devices;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "N|TIME",
      defaultValue = "5m",
      converter = ScheduleConverter.class,
      description =
          "Save a run every N batches, or every so often: 30s, 5m, 1h; and after each epoch"
              + " (default: ${DEFAULT-VALUE}).")
  private CheckpointSchedule checkpointEvery;

  Devices devices() {
    return devices;
  }

  CheckpointSchedule checkpointEvery() {
    return checkpointEvery;
  }

  private static <T> T parsed(String value, Function<String, T> parser) {
    try {
      return parser.apply(value);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  /** For {@code --device}. */
  static final class DevicesConverter implements ITypeConverter<Devices> {
    @Override
    public Devices convert(String value) {
      return parsed(value, Devices::parse);
    }
  }

  /** For {@code --checkpoint-every}. */
  static final class ScheduleConverter implements ITypeConverter<CheckpointSchedule> {
    @Override
    public CheckpointSchedule convert(String value) {
      return parsed(value, CheckpointSchedule::parse);
    }
  }
}

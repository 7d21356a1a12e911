package dev.fovea.examples;

import dev.fovea.data.Dataset;
import dev.fovea.data.format.DatasetFormats;
import dev.fovea.nn.settings.Settings;
import dev.fovea.nn.train.RunFolder;
import dev.fovea.nn.train.Trainer;
import dev.fovea.nn.train.TrainingInput;
import java.nio.file.Path;
import java.util.Arrays;

/** Trains a detector: {@code TrainDetector DATA RUN [KEY=VALUE]…}. */
public final class TrainDetector {
  private TrainDetector() {}

  /** DATA has the splits train and val; RUN, a new folder, gets {@code best.safetensors}. */
  public static void main(String[] arguments) {
    Path data = Path.of(arguments[0]);
    Dataset training = DatasetFormats.read(data, "train");
    Dataset validation = DatasetFormats.read(data, "val");
    Settings settings =
        Settings.defaults()
            .with("input.shortSide=320", "input.longSide=480", "train.epochs=30")
            .with(Arrays.copyOfRange(arguments, 2, arguments.length));
    RunFolder run = new RunFolder(Path.of(arguments[1]));
    try (Trainer trainer = Trainer.start(new TrainingInput(settings, training, validation), run)) {
      trainer.run();
    }
    System.out.println("the model: " + run.best());
  }
}

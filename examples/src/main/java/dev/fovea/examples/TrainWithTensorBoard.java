package dev.fovea.examples;

import dev.fovea.data.Dataset;
import dev.fovea.data.format.DatasetFormats;
import dev.fovea.nn.settings.Settings;
import dev.fovea.nn.train.RunFolder;
import dev.fovea.nn.train.Trainer;
import dev.fovea.nn.train.TrainingInput;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Trains on the split {@code train}, measures on {@code val}, and writes what TensorBoard shows:
 * {@code TrainWithTensorBoard DATA RUN [KEY=VALUE]…}, then {@code tensorboard --logdir RUN}.
 */
public final class TrainWithTensorBoard {
  private TrainWithTensorBoard() {}

  /** RUN is a new folder. */
  public static void main(String[] arguments) {
    Path data = Path.of(arguments[0]);
    Dataset training = DatasetFormats.read(data, "train");
    Dataset validation = DatasetFormats.read(data, "val");
    Settings settings =
        Settings.defaults().with(Arrays.copyOfRange(arguments, 2, arguments.length));
    RunFolder run = new RunFolder(Path.of(arguments[1]));
    try (Trainer trainer = Trainer.start(new TrainingInput(settings, training, validation), run);
        TensorBoardListener listener = new TensorBoardListener(run.path())) {
      trainer.listen(listener).run();
    }
  }
}

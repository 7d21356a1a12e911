package dev.fovea.nn.train;

import dev.fovea.core.ClassNames;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.image.ImageWriter;
import dev.fovea.nn.CounterImage;
import dev.fovea.nn.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** A data set of a few small pictures and a network small enough for a test. */
final class TinyData {
  private TinyData() {}

  static Dataset of(Path folder, int images, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<LabelledImage> labelled = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      String name = "picture-" + i;
      Path file = folder.resolve(name + ".png");
      ImageWriter.write(CounterImage.of(name, 96, 80), file);
      List<Annotation> annotations = new ArrayList<>();
      // The first picture is background, the second has a region to ignore alone.
      for (int k = 0; k < i; k++) {
        float x = random.nextInt(50);
        float y = random.nextInt(40);
        annotations.add(new Annotation(new Box(x, y, x + 30, y + 34), k % 2, i == 1));
      }
      labelled.add(new LabelledImage(i, file, name, 96, 80, annotations));
    }
    ClassNames classes = new ClassNames(List.of("disc", "bar"), List.of(1L, 7L));
    return new Dataset("tiny", classes, labelled, List.of());
  }

  static TrainingInput input(Dataset dataset, String... overrides) {
    Settings settings =
        Settings.defaults()
            .with(
                "model.width=32",
                "model.headDepth=1",
                "input.shortSide=64",
                "input.longSide=96",
                "input.augmentation=practical",
                "train.batch=2",
                "train.steps=6",
                "train.warmup=2",
                "train.checkpointEvery=2",
                "train.evaluateEvery=3",
                "train.threads=1")
            .with(overrides);
    return new TrainingInput(settings, dataset, Optional.of(dataset));
  }
}

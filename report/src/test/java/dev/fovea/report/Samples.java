package dev.fovea.report;

import dev.fovea.core.ClassNames;
import dev.fovea.core.Detection;
import dev.fovea.core.Image;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.image.ImageWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Small data sets whose figures can be told by hand. */
final class Samples {
  static final Box LEFT = new Box(10, 10, 50, 50);
  static final Box RIGHT = new Box(100, 10, 140, 50);
  static final Box BELOW = new Box(10, 70, 30, 90);

  private Samples() {}

  static ClassNames classes(String... names) {
    List<Long> ids = LongStream.rangeClosed(1, names.length).boxed().toList();
    return new ClassNames(List.of(names), ids);
  }

  static LabelledImage image(Path file, Annotation... annotations) {
    return new LabelledImage(
        1, file, file.getFileName().toString(), 160, 100, List.of(annotations));
  }

  static Annotation object(Box box, int classIndex) {
    return new Annotation(box, classIndex, false);
  }

  static Detection found(int classIndex, double score, Box box) {
    return new Detection(classIndex, (float) score, box);
  }

  /** An even grey picture of 160 by 100 pixels on disk. */
  static Path picture(Path folder, String name) {
    byte[] rgb = new byte[3 * 160 * 100];
    Arrays.fill(rgb, (byte) 120);
    Path file = folder.resolve(name);
    ImageWriter.write(new Image(160, 100, rgb), file);
    return file;
  }

  /** One image with a cell at the left, found surely; one detection at the right is wrong. */
  static EvaluatedDataset evaluated(Path folder, String... names) {
    LabelledImage image = image(picture(folder, "one.png"), object(LEFT, 0), object(BELOW, 0));
    Dataset dataset = new Dataset("cells/val", classes(names), List.of(image), List.of());
    return new EvaluatedDataset(
        dataset, List.of(List.of(found(0, 0.9, LEFT), found(0, 0.8, RIGHT))));
  }

  /** A run of so many steps whose loss falls as 1/step, evaluated at its end. */
  static RunCurves run(String name, int steps) {
    List<RunCurves.Step> logged = new ArrayList<>();
    IntStream.rangeClosed(1, steps)
        .forEach(step -> logged.add(new RunCurves.Step(step, step, 1.0 / step, 0.5 / step, 0.01)));
    return new RunCurves(
        name, logged, List.of(new RunCurves.Evaluation(steps, 0.323, 0.547, 0.37, 0.9)));
  }
}

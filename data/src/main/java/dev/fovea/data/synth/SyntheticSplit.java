package dev.fovea.data.synth;

import dev.fovea.core.FoveaException;
import dev.fovea.core.Parallel;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.format.CocoAnnotations;
import dev.fovea.data.image.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * One split of a data set that is drawn.
 *
 * @param name also of its pictures' folder
 * @param images at least 1
 * @param seed of all of them
 */
record SyntheticSplit(String name, int images, long seed) {

  /** Draws and writes the pictures, then the annotations: without these it is no data set yet. */
  Dataset write(SceneSettings settings, Path root, Runnable written) {
    Path pictures = root.resolve(name);
    Path annotations = root.resolve("annotations");
    makeFolder(pictures);
    makeFolder(annotations);
    SceneGenerator generator = new SceneGenerator(settings);
    SplittableRandom[] randoms = randoms();
    LabelledImage[] drawn = new LabelledImage[images];
    try (Parallel threads = Parallel.ofProcessors()) {
      threads.forEach(
          images,
          index -> {
            drawn[index] = write(generator.scene(randoms[index]), pictures, index + 1);
            written.run();
          });
    }
    String place = root.toAbsolutePath().normalize().getFileName() + "/" + name;
    Dataset dataset = new Dataset(place, SceneGenerator.classes(), numbered(drawn), List.of());
    String description =
        "scenes drawn by fovea data synth, %s, %d distractors, seed %d"
            .formatted(settings.size(), settings.distractors(), seed);
    CocoAnnotations.write(annotations.resolve("instances_" + name + ".json"), dataset, description);
    return dataset;
  }

  /** One for each image, so that which thread draws it makes no difference. */
  private SplittableRandom[] randoms() {
    SplittableRandom first = new SplittableRandom(seed);
    SplittableRandom[] randoms = new SplittableRandom[images];
    Arrays.setAll(randoms, index -> first.split());
    return randoms;
  }

  private static LabelledImage write(Scene scene, Path folder, int number) {
    String name = String.format(Locale.ROOT, "%06d.png", number);
    Path file = folder.resolve(name);
    ImageWriter.write(scene.image(), file);
    return new LabelledImage(
        number, file, name, scene.image().width(), scene.image().height(), scene.objects());
  }

  /** COCO's annotations have ids, from 1 on through the whole split. */
  private static List<LabelledImage> numbered(LabelledImage[] images) {
    List<LabelledImage> numbered = new ArrayList<>();
    long id = 1;
    for (LabelledImage image : images) {
      List<Annotation> annotations = new ArrayList<>();
      for (Annotation object : image.annotations()) {
        annotations.add(
            new Annotation(object.box(), object.classIndex(), false, object.area(), id++));
      }
      numbered.add(image.withAnnotations(annotations));
    }
    return numbered;
  }

  private static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException failure) {
      throw FoveaException.machine(
          "the folder " + folder + " cannot be made: " + failure.getMessage(), failure);
    }
  }
}

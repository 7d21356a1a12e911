package dev.fovea.core.eval;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Images with ids out of order, the last without objects; the last class has no objects. */
public final class RandomCase {
  private final Random random;
  private final int detectionsPerImage;
  private final GroundTruth truth;

  /** Up to so many objects and detections in each image. */
  public RandomCase(Random random, int images, int classes, int objects, int detectionsPerImage) {
    this.random = random;
    this.detectionsPerImage = detectionsPerImage;
    List<Long> ids = new ArrayList<>();
    List<TruthObject> made = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      long id = 5_000_000_000L - 37L * i;
      ids.add(id);
      int here = i == images - 1 && images > 3 ? 0 : random.nextInt(objects + 1);
      for (int j = 0; j < here; j++) {
        made.add(object(id, random.nextInt(Math.max(1, classes - 1))));
      }
    }
    if (!made.isEmpty() && random.nextInt(3) == 0) {
      TruthObject first = made.getFirst();
      made.set(
          0,
          new TruthObject(
              first.imageId(),
              first.classIndex(),
              first.box(),
              first.area(),
              TruthKind.OBJECT_WITH_ID_ZERO));
    }
    this.truth = new GroundTruth(ids, classes, made);
  }

  /** What is annotated. */
  public GroundTruth truth() {
    return truth;
  }

  private TruthObject object(long image, int classIndex) {
    CocoBox box = box();
    double area = box.area() * (random.nextBoolean() ? 1 : 0.5 + random.nextDouble() / 2);
    TruthKind kind = random.nextInt(6) == 0 ? TruthKind.CROWD : TruthKind.OBJECT;
    return new TruthObject(image, classIndex, box, area, kind);
  }

  /** Whole or broken numbers, from nothing to 300 pixels, often exactly 32 or 96. */
  private CocoBox box() {
    int[] sizes = {0, 1, 2, 5, 16, 32, 32, 64, 96, 96, 150, 300};
    double width = sizes[random.nextInt(sizes.length)];
    double height = random.nextBoolean() ? width : sizes[random.nextInt(sizes.length)];
    double shift = random.nextBoolean() ? 0 : random.nextDouble();
    return new CocoBox(random.nextInt(100) + shift, random.nextInt(100), width, height);
  }

  /** Half of them near an object; scores with two digits, so that many are equal. */
  public List<DetectedObject> detections() {
    List<DetectedObject> made = new ArrayList<>();
    for (long image : truth.imageIds()) {
      int count = random.nextInt(detectionsPerImage + 1);
      for (int i = 0; i < count; i++) {
        double score = random.nextInt(100) / 100.0;
        made.add(
            new DetectedObject(
                image,
                random.nextInt(truth.classCount()),
                score,
                random.nextBoolean() ? box() : near(image)));
      }
    }
    Collections.shuffle(made, random);
    return made;
  }

  private CocoBox near(long image) {
    List<TruthObject> here = truth.objects().stream().filter(o -> o.imageId() == image).toList();
    if (here.isEmpty()) {
      return box();
    }
    CocoBox box = here.get(random.nextInt(here.size())).box();
    double spread = random.nextInt(4) * 0.05;
    return new CocoBox(
        box.x() + spread * random.nextGaussian() * box.width(),
        box.y() + spread * random.nextGaussian() * box.height(),
        box.width() * (1 + spread * random.nextDouble()),
        box.height());
  }
}

package dev.fovea.core.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link CocoMetric} agrees with {@link NaiveCoco} on made-up cases. */
class CocoMetricTwinTest {
  /** The twin adds in another order; the last bits are pinned by recorded figures instead. */
  private static final double CLOSE = 1e-12;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void manyImagesAgree(long seed) {
    check(seed, new Case(new Random(seed), 8, 4, 6, 20));
  }

  @ParameterizedTest
  @ValueSource(longs = {101, 102, 103})
  void over100DetectionsInAnImageAgree(long seed) {
    check(seed, new Case(new Random(seed), 2, 1, 40, 260));
  }

  @ParameterizedTest
  @ValueSource(longs = {201, 202, 203, 204})
  void fewOrNoObjectsAgree(long seed) {
    check(seed, new Case(new Random(seed), 3, 6, 1, 2));
  }

  private static void check(long seed, Case made) {
    List<DetectedObject> detections = made.detections();
    CocoSummary summary = new CocoMetric().evaluate(made.truth, detections);
    NaiveCoco twin = new NaiveCoco(made.truth, detections);

    assertThat(figures(summary)).as("seed %s", seed).containsExactly(twin.figures(), within(CLOSE));
    for (int k = 0; k < made.truth.classCount(); k++) {
      CocoSummary.ClassResult one = summary.classes().get(k);
      assertThat(new double[] {one.ap(), one.ap50(), one.ar100()})
          .as("seed %s, class %s", seed, k)
          .containsExactly(
              new double[] {twin.ap(k, 0, -1), twin.ap(k, 0, 0), twin.ar(k, 0, 100)},
              within(CLOSE));
    }
  }

  static double[] figures(CocoSummary s) {
    return new double[] {
      s.ap(), s.ap50(), s.ap75(), s.apSmall(), s.apMedium(), s.apLarge(),
      s.ar1(), s.ar10(), s.ar100(), s.arSmall(), s.arMedium(), s.arLarge()
    };
  }

  /** Images with ids out of order, the last without objects; the last class has no objects. */
  private static final class Case {
    private final Random random;
    private final int detectionsPerImage;
    private final GroundTruth truth;

    Case(Random random, int images, int classes, int objects, int detectionsPerImage) {
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
      this.truth = new GroundTruth(ids, classes, made);
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
    List<DetectedObject> detections() {
      List<DetectedObject> made = new ArrayList<>();
      for (long image : truth.imageIds()) {
        int count = random.nextInt(detectionsPerImage + 1);
        for (int i = 0; i < count; i++) {
          double score = random.nextInt(100) / 100.0;
          made.add(
              new DetectedObject(
                  image, random.nextInt(truth.classCount()), score, random.nextBoolean()
                      ? box() : near(image)));
        }
      }
      Collections.shuffle(made, random);
      return made;
    }

    private CocoBox near(long image) {
      List<TruthObject> here =
          truth.objects().stream().filter(o -> o.imageId() == image).toList();
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
}

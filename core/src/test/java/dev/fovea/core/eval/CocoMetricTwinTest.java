package dev.fovea.core.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link CocoMetric} agrees with {@link NaiveCoco} on made-up cases. */
class CocoMetricTwinTest {
  /** The twin adds in another order; the last bits are pinned by recorded figures instead. */
  private static final double CLOSE = 1e-12;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void manyImagesAgree(long seed) {
    check(seed, new RandomCase(new Random(seed), 8, 4, 6, 20));
  }

  @ParameterizedTest
  @ValueSource(longs = {101, 102})
  void over100DetectionsInAnImageAgree(long seed) {
    check(seed, new RandomCase(new Random(seed), 2, 1, 40, 260));
  }

  @ParameterizedTest
  @ValueSource(longs = {201, 202, 203, 204})
  void fewOrNoObjectsAgree(long seed) {
    check(seed, new RandomCase(new Random(seed), 3, 6, 1, 2));
  }

  @Test
  void anyCaseWithAnySettingsAgrees() {
    for (long seed = 1000; seed < 1400; seed++) {
      Random random = new Random(seed);
      CocoSettings settings = random.nextInt(4) == 0 ? CocoSettings.coco() : settings(random);
      int images = 1 + random.nextInt(6);
      int classes = 1 + random.nextInt(4);
      check(seed, new RandomCase(random, images, classes, random.nextInt(8), 12), settings);
    }
  }

  private static CocoSettings settings(Random random) {
    TreeSet<Double> ious = new TreeSet<>(List.of(0.05 + 0.95 * random.nextDouble()));
    for (int i = random.nextInt(12); i > 0; i--) {
      double[] some = {0.3, 0.5, 0.75, 1.0 / 3, 1, 1 - random.nextDouble()};
      ious.add(some[random.nextInt(some.length)]);
    }
    int first = 1 + random.nextInt(3);
    int second = first + 1 + random.nextInt(4);
    double small = 1 + random.nextInt(2000);
    return new CocoSettings(
        List.copyOf(ious),
        CocoSettings.evenly(0, 1, 2 + random.nextInt(200)),
        List.of(first, second, second + 1 + random.nextInt(9)),
        small,
        small + random.nextInt(9000));
  }

  private static void check(long seed, RandomCase made) {
    check(seed, made, CocoSettings.coco());
  }

  private static void check(long seed, RandomCase made, CocoSettings settings) {
    List<DetectedObject> detections = made.detections();
    CocoSummary summary = new CocoMetric(settings).evaluate(made.truth(), detections);
    NaiveCoco twin = new NaiveCoco(made.truth(), detections, settings);

    assertThat(figures(summary)).as("seed %s", seed).containsExactly(twin.figures(), within(CLOSE));
    for (int k = 0; k < made.truth().classCount(); k++) {
      CocoSummary.ClassResult one = summary.classes().get(k);
      assertThat(new double[] {one.ap(), one.ap50(), one.ar100()})
          .as("seed %s, class %s", seed, k)
          .containsExactly(twin.figuresOf(k), within(CLOSE));
    }
  }

  static double[] figures(CocoSummary s) {
    return new double[] {
      s.ap(), s.ap50(), s.ap75(), s.apSmall(), s.apMedium(), s.apLarge(),
      s.ar1(), s.ar10(), s.ar100(), s.arSmall(), s.arMedium(), s.arLarge()
    };
  }
}

package dev.fovea.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.box.Box;
import dev.fovea.core.box.BoxCoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The box losses that compare decoded boxes. */
class OverlapLossTest {
  private static final List<BoxLoss> LOSSES =
      List.of(new GeneralizedIou(), new DistanceIou(), new CompleteIou());

  @Test
  void valuesAndGradientsAreTorchvisions() throws IOException {
    List<double[]> rows = recorded();
    assertThat(rows).hasSize(42);
    for (double[] row : rows) {
      BoxTarget target = new BoxTarget(new float[4], box(row, 0), box(row, 4));
      float[] deltas = {(float) row[8], (float) row[9], (float) row[10], (float) row[11]};
      for (int l = 0; l < LOSSES.size(); l++) {
        double[] gradient = new double[4];
        double value = LOSSES.get(l).apply(deltas, target, gradient);
        int at = 12 + 5 * l;
        String what = LOSSES.get(l) + " of " + Arrays.toString(row);
        assertThat(value).as(what).isCloseTo(row[at], within(1e-6));
        for (int d = 0; d < 4; d++) {
          double expected = row[at + 1 + d];
          assertThat(gradient[d])
              .as(what)
              .isCloseTo(expected, within(1e-6 * (1 + Math.abs(expected))));
        }
      }
    }
  }

  private static List<double[]> recorded() throws IOException {
    String name = "torchvision-overlap.txt";
    try (InputStream in = OverlapLossTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray())
          .toList();
    }
  }

  private static Box box(double[] row, int at) {
    return new Box((float) row[at], (float) row[at + 1], (float) row[at + 2], (float) row[at + 3]);
  }

  @Test
  void generalizedIouByHand() {
    // Two 10 × 10 boxes 5 apart: I = 50, U = 150, C = 150.
    BoxTarget beside = new BoxTarget(new float[4], new Box(0, 0, 10, 10), new Box(5, 0, 15, 10));
    assertThat(new GeneralizedIou().apply(new float[4], beside, new double[4]))
        .isCloseTo(1 - 1.0 / 3, within(1e-12));
    // 20 apart they share nothing: U = 200, C = 300.
    BoxTarget apart = new BoxTarget(new float[4], new Box(0, 0, 10, 10), new Box(20, 0, 30, 10));
    double[] gradient = new double[4];
    assertThat(new GeneralizedIou().apply(new float[4], apart, gradient))
        .isCloseTo(1 + 1.0 / 3, within(1e-12));
    assertThat(gradient[0]).as("moves towards the truth").isNegative();
  }

  @Test
  void aPerfectBoxCostsNothing() {
    BoxTarget target = new BoxTarget(new float[4], new Box(3, 4, 35, 20), new Box(3, 4, 35, 20));
    for (BoxLoss loss : LOSSES) {
      assertThat(loss.apply(new float[4], target, new double[4]))
          .as("%s", loss)
          .isCloseTo(0, within(1e-12));
    }
  }

  @Test
  void theUnitOfLengthDoesNotMatter() {
    float[] deltas = {0.25f, -0.125f, 0.5f, -0.75f};
    BoxTarget small = new BoxTarget(new float[4], new Box(0, 0, 16, 8), new Box(2, 1, 20, 7));
    BoxTarget large = new BoxTarget(new float[4], new Box(0, 0, 64, 32), new Box(8, 4, 80, 28));
    for (BoxLoss loss : LOSSES) {
      double[] first = new double[4];
      double[] second = new double[4];
      assertThat(loss.apply(deltas, small, first))
          .as("%s", loss)
          .isCloseTo(loss.apply(deltas, large, second), within(1e-12));
      assertThat(first).containsExactly(second, within(1e-12));
    }
  }

  @Test
  void gradientsAreCentralDifferencesOfTheValue() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Box truth = new Box(random.nextInt(20), random.nextInt(20), 41 + random.nextInt(20), 50);
      BoxTarget target = new BoxTarget(new float[4], new Box(10, 12, 42, 44), truth);
      float[] deltas = new float[4];
      for (int d = 0; d < 4; d++) {
        deltas[d] = (float) random.nextGaussian(0, 0.4);
      }
      if (hasAnEdgeOnTheTruths(deltas, target)) {
        continue;
      }
      for (BoxLoss loss : List.of(new GeneralizedIou(), new DistanceIou())) {
        double[] gradient = new double[4];
        loss.apply(deltas, target, gradient);
        for (int d = 0; d < 4; d++) {
          assertThat(gradient[d])
              .as("%s, delta %d, seed %d", loss, d, seed)
              .isCloseTo(slope(loss, deltas, d, target), within(2e-3));
        }
      }
    }
  }

  /** There the losses have a kink. */
  private static boolean hasAnEdgeOnTheTruths(float[] deltas, BoxTarget target) {
    Box anchor = target.anchor();
    Box truth = target.truth();
    float[] box = new float[4];
    float[] corners = {anchor.x1(), anchor.y1(), anchor.x2(), anchor.y2()};
    BoxCoder.DEFAULT.decode(corners, 0, deltas, box, 0);
    float[] edges = {truth.x1(), truth.y1(), truth.x2(), truth.y2()};
    for (int i = 0; i < 4; i++) {
      if (Math.abs(box[i] - edges[i]) < 0.2) {
        return true;
      }
    }
    return false;
  }

  private static double slope(BoxLoss loss, float[] deltas, int d, BoxTarget target) {
    float[] less = deltas.clone();
    float[] more = deltas.clone();
    less[d] -= 1e-3f;
    more[d] += 1e-3f;
    double rise = loss.apply(more, target, new double[4]) - loss.apply(less, target, new double[4]);
    return rise / ((double) more[d] - less[d]);
  }

  @Test
  void anyFiniteDeltasHaveFiniteValueAndGradient() {
    BoxTarget target = new BoxTarget(new float[4], new Box(0, 0, 800, 1300), new Box(1, 1, 2, 2));
    float[] extremes = {-Float.MAX_VALUE, -1e4f, 0, 1e4f, Float.MAX_VALUE};
    for (BoxLoss loss : LOSSES) {
      for (float x : extremes) {
        for (float w : extremes) {
          double[] gradient = new double[4];
          float[] deltas = {x, -x, w, 0.5f * w};
          assertThat(loss.apply(deltas, target, gradient))
              .as("%s of %s", loss, Arrays.toString(deltas))
              .isFinite();
          for (double slope : gradient) {
            assertThat(slope).as("%s of %s", loss, Arrays.toString(deltas)).isFinite();
          }
        }
      }
    }
  }

  @Test
  void nanDeltasAreNeverHidden() {
    BoxTarget target = new BoxTarget(new float[4], new Box(0, 0, 8, 8), new Box(1, 1, 9, 9));
    for (BoxLoss loss : LOSSES) {
      for (int d = 0; d < 4; d++) {
        float[] deltas = new float[4];
        deltas[d] = Float.NaN;
        assertThat(loss.apply(deltas, target, new double[4])).as("%s", loss).isNaN();
      }
    }
  }
}

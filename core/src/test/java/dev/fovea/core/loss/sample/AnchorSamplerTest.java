package dev.fovea.core.loss.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.FoveaException;
import dev.fovea.core.box.Boxes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against a twin that sorts everything and compares every box with every better one. */
class AnchorSamplerTest {
  private static final float[] SOME = {0, 0.5f, 1, 1, 2, 7, Float.POSITIVE_INFINITY};

  /** Losses of few values and boxes of few places, so that ties and equal IoUs abound. */
  private static AnchorScores random(Random random) {
    int count = 1 + random.nextInt(400);
    boolean ties = random.nextBoolean();
    float[] losses = new float[count];
    float[] boxes = new float[4 * count];
    int[] kinds = random.ints(count, 0, 12).toArray();
    for (int i = 0; i < count; i++) {
      losses[i] = ties ? SOME[random.nextInt(SOME.length)] : random.nextFloat();
      if (kinds[i] == 0) {
        losses[i] = AnchorScores.IGNORED;
      }
      boxes[4 * i] = random.nextInt(6);
      boxes[4 * i + 1] = random.nextInt(6);
      boxes[4 * i + 2] = boxes[4 * i] + 4 + random.nextInt(8);
      boxes[4 * i + 3] = boxes[4 * i + 1] + 4 + random.nextInt(8);
    }
    int[] positives = IntStream.range(0, count).filter(i -> kinds[i] == 1).toArray();
    return new AnchorScores(losses, boxes, positives);
  }

  private static List<Integer> bruteForce(
      AnchorScores anchors, List<Integer> from, double suppression, int limit) {
    List<Integer> sorted = new ArrayList<>(from);
    sorted.sort(
        Comparator.comparingDouble((Integer i) -> -anchors.losses()[i]).thenComparing(i -> i));
    List<Integer> kept = new ArrayList<>();
    for (int candidate : sorted) {
      boolean free =
          kept.stream()
              .allMatch(
                  k -> !(Boxes.iou(anchors.boxes(), k, anchors.boxes(), candidate) > suppression));
      if (free && kept.size() < limit) {
        kept.add(candidate);
      }
    }
    return kept;
  }

  private static List<Integer> taking(AnchorScores anchors) {
    return IntStream.range(0, anchors.losses().length)
        .filter(i -> anchors.losses()[i] != AnchorScores.IGNORED)
        .boxed()
        .toList();
  }

  private static List<Integer> list(int[] numbers) {
    return IntStream.of(numbers).boxed().toList();
  }

  @Test
  void hardExamplesAreThoseOfBruteForce() {
    for (long seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      AnchorScores anchors = random(random);
      double suppression = List.of(0.0, 0.25, 0.5, 0.7, 1.0).get(random.nextInt(5));
      int size = 1 + random.nextInt(random.nextBoolean() ? 5 : 200);
      List<Integer> expected = bruteForce(anchors, taking(anchors), suppression, size);
      assertThat(list(new HardExampleMining(size, suppression).sample(anchors)))
          .as("seed %s, size %s, NMS %s", seed, size, suppression)
          .isEqualTo(expected.stream().sorted().toList());
    }
  }

  @Test
  void hardNegativesAtThreeToOneAreThoseOfBruteForce() {
    for (long seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      AnchorScores anchors = random(random);
      double suppression = List.of(0.0, 0.25, 0.5, 0.7, 1.0).get(random.nextInt(5));
      List<Integer> positives = list(anchors.positives());
      List<Integer> negatives =
          taking(anchors).stream().filter(i -> !positives.contains(i)).toList();
      int wanted = positives.isEmpty() ? 3 : 3 * positives.size();
      List<Integer> expected = new ArrayList<>(positives);
      expected.addAll(bruteForce(anchors, negatives, suppression, wanted));
      assertThat(list(new HardNegativeMining(suppression).sample(anchors)))
          .as("seed %s, NMS %s", seed, suppression)
          .isEqualTo(expected.stream().sorted().toList());
    }
  }

  @Test
  void allTakesEveryAnchorThatIsNotIgnored() {
    for (long seed = 0; seed < 50; seed++) {
      AnchorScores anchors = random(new Random(seed));
      assertThat(list(new AllAnchors().sample(anchors))).isEqualTo(taking(anchors));
    }
  }

  /** As many anchors as a picture of 800 × 1333 has, all on one place: only the last box is far. */
  @Test
  void whereNearlyAllAreSuppressedTheSearchGoesOnToTheLastAnchor() {
    int count = 200_000;
    float[] losses = new float[count];
    float[] boxes = new float[4 * count];
    for (int i = 0; i < count; i++) {
      losses[i] = i == count - 1 ? 0.5f : 1;
      boxes[4 * i] = i == count - 1 ? 100 : 0;
      boxes[4 * i + 2] = boxes[4 * i] + 10;
      boxes[4 * i + 3] = 10;
    }
    AnchorScores anchors = new AnchorScores(losses, boxes, new int[0]);
    assertThat(new HardExampleMining(2, 0.7).sample(anchors)).containsExactly(0, count - 1);
  }

  @Test
  void nanIsNeverHidden() {
    for (float nan : new float[] {Float.NaN, Float.intBitsToFloat(0xffc00001)}) {
      float[] losses = {3, Float.POSITIVE_INFINITY, nan, 9};
      float[] boxes = {0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7};
      AnchorScores anchors = new AnchorScores(losses, boxes, new int[] {0});
      assertThat(new HardExampleMining(1, 0.7).sample(anchors)).containsExactly(2);
      assertThat(new HardExampleMining(2, 0.7).sample(anchors)).containsExactly(1, 2);
      assertThat(new HardNegativeMining(0.7).sample(anchors)).containsExactly(0, 1, 2, 3);
    }
  }

  @Test
  void settingsOutsideTheirRangeAreNamed() {
    assertThatThrownBy(() -> new HardExampleMining(0, 0.7))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("keep 0 anchors");
    assertThatThrownBy(() -> new HardExampleMining(128, 1.5))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("IoU of 1.5");
    assertThatThrownBy(() -> new HardNegativeMining(Double.NaN)).isInstanceOf(FoveaException.class);
  }
}

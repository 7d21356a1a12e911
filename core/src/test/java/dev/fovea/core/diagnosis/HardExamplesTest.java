package dev.fovea.core.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.Detection;
import dev.fovea.core.anchor.AnchorGrid;
import dev.fovea.core.anchor.AnchorSettings;
import dev.fovea.core.anchor.Matches;
import dev.fovea.core.anchor.TruthBoxes;
import dev.fovea.core.box.Box;
import dev.fovea.core.diagnosis.HardExample.Kind;
import dev.fovea.core.head.ElementType;
import dev.fovea.core.head.HeadOutputs;
import dev.fovea.core.head.LevelOutputs;
import dev.fovea.core.loss.CrossEntropy;
import dev.fovea.core.loss.FocalLoss;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** An input of 64 × 64 pixels, two classes, no deltas: each anchor's box is its own. */
class HardExamplesTest {
  private static final AnchorGrid GRID = AnchorGrid.of(AnchorSettings.torchvision(), 64, 64);

  /** {@code [anchor][class]}. */
  private final float[][] logits = new float[GRID.count()][2];

  private HeadOutputs outputs() {
    List<LevelOutputs> levels = new ArrayList<>();
    for (int level = 0; level < GRID.levels(); level++) {
      float[] values = new float[2 * (GRID.start(level + 1) - GRID.start(level))];
      for (int i = 0; i < values.length; i++) {
        values[i] = logits[GRID.start(level) + i / 2][i % 2];
      }
      levels.add(
          new LevelOutputs(
              GRID.size(level).height(),
              GRID.size(level).width(),
              MemorySegment.ofArray(values),
              MemorySegment.ofArray(new float[2 * values.length]),
              ElementType.FLOAT32));
    }
    return new HeadOutputs(1, GRID.anchorsPerCell(), 2, levels);
  }

  private Sight sight(TruthBoxes truth, Matches matches, List<Detection> shown) {
    return new Sight(GRID, truth, matches, outputs(), shown, shown);
  }

  private static TruthBoxes noTruth() {
    return new TruthBoxes(new float[0], new int[0], new float[0]);
  }

  private static float[] anchor(int index) {
    return Arrays.copyOfRange(GRID.boxes(), 4 * index, 4 * index + 4);
  }

  private void fill(float logit) {
    for (float[] ofAnchor : logits) {
      Arrays.fill(ofAnchor, logit);
    }
  }

  @Test
  void theHardestNegativeIsTheHighestLogitThatIsNeitherOwnNorIgnored() {
    fill(-6);
    logits[100][0] = 5; // the object's own anchor and class
    logits[200][1] = 4; // ignored
    logits[100][1] = 3; // the same anchor, the other class
    logits[300][0] = 2;
    TruthBoxes truth = new TruthBoxes(anchor(100), new int[] {0}, new float[0]);
    Matches matches = new Matches(new int[] {100}, new int[] {0}, new int[] {200}, 1);

    List<HardExample> hardest =
        new HardestNegatives(new FocalLoss(2, 0.25), 2)
            .of(sight(truth, matches, List.of()), 1.0 / 4);

    assertThat(hardest).extracting(HardExample::classIndex).containsExactly(1, 0);
    assertThat(hardest.getFirst().cause()).isEqualTo(NegativeCause.OTHER_CLASS.words());
    double chance = 1 / (1 + Math.exp(-3));
    assertThat(hardest.getFirst().score()).isCloseTo(chance, within(1e-6));
    assertThat(hardest.getFirst().loss())
        .isCloseTo(0.75 * chance * chance * -Math.log(1 - chance) / 4, within(1e-9));
    assertThat(hardest.getFirst().iou()).isEqualTo(1);
    assertThat(hardest.getLast().cause()).isEqualTo(NegativeCause.UNLABELLED.words());
  }

  @Test
  void aBoxThatLiesOnAnotherOfItsClassIsMergedWithIt() {
    fill(-6);
    int one = GRID.start(0) + 9 * 20 + 1;
    logits[one][0] = 2;
    logits[one + 1][0] = 3; // the same ratio, the next scale: IoU 0.63
    logits[one + 1][1] = 1; // another class stays
    Matches none = new Matches(new int[0], new int[0], new int[0], 0);
    List<HardExample> hardest =
        new HardestNegatives(new CrossEntropy(), 3).of(sight(noTruth(), none, List.of()), 1);
    assertThat(hardest).extracting(HardExample::classIndex).containsExactly(0, 1);
    assertThat(hardest).extracting(HardExample::score).first().isEqualTo((double) sigmoid(3));
  }

  private static float sigmoid(double logit) {
    return (float) (1 / (1 + Math.exp(-logit)));
  }

  /** Against sorting all; many logits are equal, and the lower anchor and class come first. */
  @Test
  void theHighestAreThoseOfASort() {
    Random random = new Random(3);
    List<int[]> places = new ArrayList<>();
    for (int anchor = 0; anchor < logits.length; anchor++) {
      for (int c = 0; c < 2; c++) {
        logits[anchor][c] = random.nextInt(40) - 30;
        places.add(new int[] {anchor, c});
      }
    }
    Matches none = new Matches(new int[0], new int[0], new int[0], 0);
    places.sort(Comparator.comparingDouble(place -> -logits[place[0]][place[1]]));
    for (int most : new int[] {1, 7, 50}) {
      List<HardExample> hardest =
          new HardestNegatives(new CrossEntropy(), most).of(sight(noTruth(), none, List.of()), 1);
      int[] first = places.getFirst();
      float[] box = anchor(first[0]);
      assertThat(hardest.getFirst().box()).isEqualTo(new Box(box[0], box[1], box[2], box[3]));
      assertThat(hardest.getFirst().classIndex()).isEqualTo(first[1]);
      double least = sigmoid(logits[places.get(most - 1)[0]][places.get(most - 1)[1]]);
      assertThat(hardest).allMatch(example -> example.score() >= least - 1e-6);
    }
  }

  @Test
  void whatLiesInARegionToIgnoreIsNoNegative() {
    fill(-6);
    logits[300][0] = 2;
    TruthBoxes truth = new TruthBoxes(new float[0], new int[0], anchor(300));
    Matches none = new Matches(new int[0], new int[0], new int[0], 0);
    assertThat(new HardestNegatives(new CrossEntropy(), 1).of(sight(truth, none, List.of()), 1))
        .isEmpty();
  }

  @Test
  void anObjectsLossIsThatOfItsOwnAnchors() {
    fill(-6);
    logits[100][0] = 1;
    logits[101][0] = -1;
    float[] boxes = new float[8];
    System.arraycopy(anchor(100), 0, boxes, 0, 4);
    System.arraycopy(anchor(300), 0, boxes, 4, 4);
    TruthBoxes truth = new TruthBoxes(boxes, new int[] {0, 1}, new float[0]);
    Matches matches = new Matches(new int[] {100, 101}, new int[] {0, 0}, new int[0], 2);
    List<Miss> misses = List.of(new Miss(1, MissCause.NO_ANCHOR, 0, 0, 0));
    List<HardExample> all =
        new HardestPositives(new CrossEntropy())
            .of(sight(truth, matches, List.of()), misses, 1.0 / 2);
    assertThat(all).extracting(HardExample::kind).containsExactly(Kind.POSITIVE, Kind.MISS);
    double expected = (Math.log1p(Math.exp(-1)) + Math.log1p(Math.exp(1))) / 2;
    assertThat(all.getFirst().loss()).isCloseTo(expected, within(1e-12));
    assertThat(all.getFirst().score()).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-12));
    assertThat(all.getLast().cause()).isEqualTo(MissCause.NO_ANCHOR.words());
    assertThat(all.getLast().loss()).isZero();
  }

  @Test
  void ofEqualOnesTheFirstStay() {
    Hardest<String> hardest = new Hardest<>(3, Comparator.comparing(String::length).reversed());
    List.of("aa", "b", "cc", "ddd", "ee", "f").forEach(hardest::add);
    assertThat(hardest.list()).containsExactly("ddd", "aa", "cc");
  }
}

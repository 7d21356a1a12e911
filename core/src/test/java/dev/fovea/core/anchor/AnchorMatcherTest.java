package dev.fovea.core.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.FoveaException;
import dev.fovea.core.anchor.MatchingSettings.LowQuality;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnchorMatcherTest {
  private static final float[] NOTHING = {};
  private static final List<AnchorSettings> CONVENTIONS =
      List.of(
          AnchorSettings.torchvision(),
          AnchorSettings.detectron2(),
          AnchorSettings.detectron(),
          new AnchorSettings(
              List.of(24.0, 48.0, 96.0, 192.0, 384.0),
              List.of(1.0, 1.5),
              List.of(0.25, 1.0, 3.0),
              AnchorSettings.Stride.PADDED_OVER_GRID,
              AnchorSettings.Centre.HALF_CELL,
              AnchorSettings.Rounding.EXACT,
              AnchorSettings.Order.RATIO_MAJOR));

  @ParameterizedTest
  @EnumSource(LowQuality.class)
  void labelsAreThoseOfTheDenseMatrixOnRandomTruth(LowQuality kind) {
    AnchorMatcher matcher = matcher(kind);
    for (int seed = 0; seed < 32; seed++) {
      Random random = new Random(seed);
      AnchorGrid grid =
          AnchorGrid.of(
              CONVENTIONS.get(seed % CONVENTIONS.size()),
              32 + 32 * random.nextInt(10),
              32 + 32 * random.nextInt(10));
      int count = random.nextInt(12);
      float[] boxes = boxes(random, count);
      float[] regions = boxes(random, random.nextInt(3));
      TruthBoxes truth = new TruthBoxes(boxes, new int[count], regions);
      assertSame(matcher, kind, grid, truth, "seed " + seed);
    }
  }

  /** Boxes of 1 to 500 pixels in and around a 320-pixel image; some on an anchor, some twice. */
  private static float[] boxes(Random random, int count) {
    float[] boxes = new float[4 * count];
    for (int i = 0; i < count; i++) {
      double width = Math.pow(2, random.nextDouble(9));
      double height = Math.pow(2, random.nextDouble(9));
      double x = random.nextDouble(400) - 40;
      double y = random.nextDouble(400) - 40;
      if (random.nextInt(4) == 0) {
        width = 32 << random.nextInt(4);
        height = width;
        x = 8 * random.nextInt(40);
        y = 8 * random.nextInt(40);
      }
      if (i > 0 && random.nextInt(6) == 0) {
        System.arraycopy(boxes, 4 * (i - 1), boxes, 4 * i, 4);
        continue;
      }
      boxes[4 * i] = (float) (x - width / 2);
      boxes[4 * i + 1] = (float) (y - height / 2);
      boxes[4 * i + 2] = (float) (x + width / 2);
      boxes[4 * i + 3] = (float) (y + height / 2);
    }
    return boxes;
  }

  @ParameterizedTest
  @EnumSource(LowQuality.class)
  void labelsAreThoseOfTheDenseMatrixOnAwkwardTruth(LowQuality kind) {
    List<float[]> cases = new ArrayList<>();
    cases.add(NOTHING);
    cases.add(new float[] {100, 100, 100.5f, 100.5f});
    cases.add(new float[] {0.001f, 0.001f, 0.002f, 0.002f});
    cases.add(new float[] {-900, -900, -890, -890});
    cases.add(new float[] {300, 200, 100_000, 90_000});
    cases.add(new float[] {-1e6f, -1e6f, 1e6f, 1e6f});
    cases.add(new float[] {-1e30f, -1e30f, 1e30f, 1e30f, 10, 10, 60, 60});
    cases.add(new float[] {0, 0, 320, 2});
    cases.add(new float[] {50, 50, 50, 90, 90, 90, 50, 50});
    cases.add(new float[] {40, 40, 90, 90, 40, 40, 90, 90, 40, 40, 90, 90});
    cases.add(new float[] {16, 16, 48, 48, 8, 16, 40, 48, 12, 16, 44, 48});
    cases.add(new float[] {100, 100, 103, 103, 101, 101, 102, 102, 0, 0, 320, 320});
    AnchorMatcher matcher = matcher(kind);
    for (AnchorSettings settings : CONVENTIONS) {
      AnchorGrid grid = AnchorGrid.of(settings, 320, 224);
      for (float[] boxes : cases) {
        for (float[] regions : List.of(NOTHING, new float[] {0, 0, 320, 100, 90, 90, 90, 120})) {
          TruthBoxes truth = new TruthBoxes(boxes, new int[boxes.length / 4], regions);
          assertSame(matcher, kind, grid, truth, Arrays.toString(boxes));
        }
      }
    }
  }

  private static void assertSame(
      AnchorMatcher matcher, LowQuality kind, AnchorGrid grid, TruthBoxes truth, String what) {
    Matches expected = new DenseMatcher(settings(kind), grid, truth).match();
    Matches found = matcher.match(grid, truth);
    assertThat(found.anchors()).as(what).containsExactly(expected.anchors());
    assertThat(found.boxes()).as(what).containsExactly(expected.boxes());
    assertThat(found.ignored()).as(what).containsExactly(expected.ignored());
    assertThat(found.divisor()).as(what).isEqualTo(expected.divisor());
  }

  @Test
  void labelsAreTorchvisions() {
    List<String> lines = Recorded.lines("torchvision-matches.txt");
    for (int at = 0; at < lines.size(); at += 4) {
      String[] head = lines.get(at).split(" ");
      AnchorGrid grid =
          AnchorGrid.of(
              AnchorSettings.torchvision(), Integer.parseInt(head[1]), Integer.parseInt(head[0]));
      double[] numbers =
          Arrays.stream(lines.get(at + 1).split(" ")).mapToDouble(Double::parseDouble).toArray();
      float[] boxes = new float[numbers.length];
      IntStream.range(0, boxes.length).forEach(i -> boxes[i] = (float) numbers[i]);
      Matches found =
          matcher(LowQuality.valueOf(head[2]))
              .match(grid, new TruthBoxes(boxes, new int[boxes.length / 4], NOTHING));
      String positives =
          IntStream.range(0, found.anchors().length)
              .mapToObj(i -> found.anchors()[i] + ":" + found.boxes()[i])
              .reduce((a, b) -> a + " " + b)
              .orElse("");
      assertThat(positives).as(lines.get(at + 1)).isEqualTo(lines.get(at + 2));
      String ignored =
          Arrays.stream(found.ignored())
              .mapToObj(Integer::toString)
              .reduce((a, b) -> a + " " + b)
              .orElse("");
      assertThat(ignored).as(lines.get(at + 1)).isEqualTo(lines.get(at + 3));
    }
  }

  /** One 32-pixel anchor in each cell of a single level: the overlaps can be done by hand. */
  private static AnchorGrid squares() {
    AnchorSettings settings =
        AnchorSettings.paper().withShapes(List.of(32.0), List.of(1.0), List.of(1.0));
    return AnchorGrid.of(settings, 64, 64);
  }

  private static int at(int row, int column) {
    return 8 * row + column;
  }

  @Test
  void halfOverlapIsPositiveFourTenthsIgnoredLessIsBackground() {
    // The anchor of cell 4, 4 is [16, 48]²; a part of it in full height has that part as IoU.
    Matches half = match(LowQuality.NONE, 16, 16, 32, 48);
    assertThat(half.anchors()).containsExactly(at(4, 2), at(4, 3), at(4, 4));
    Matches fourTenths = match(LowQuality.NONE, 16, 16, 16 + 12.9f, 48);
    assertThat(fourTenths.anchors()).isEmpty();
    assertThat(fourTenths.ignored()).contains(at(4, 4));
    assertThat(match(LowQuality.NONE, 16, 16, 16 + 12.7f, 48).ignored()).isEmpty();
  }

  @Test
  void aSmallBoxGetsEveryAnchorThatTiesForItsBest() {
    // Anchors that hold all of [30, 34]²: their corner is at 2 to 30, so rows and columns 3 to 5.
    Matches found = match(LowQuality.ANCHOR_BEST, 30, 30, 34, 34);
    assertThat(found.anchors())
        .containsExactly(
            at(3, 3), at(3, 4), at(3, 5), at(4, 3), at(4, 4), at(4, 5), at(5, 3), at(5, 4),
            at(5, 5));
    assertThat(found.divisor()).isEqualTo(9);
    assertThat(match(LowQuality.NONE, 30, 30, 34, 34).anchors()).isEmpty();
    Matches counted = match(LowQuality.DIVISOR_ONLY, 30, 30, 34, 34);
    assertThat(counted.anchors()).isEmpty();
    assertThat(counted.ignored()).isEmpty();
    assertThat(counted.divisor()).isEqualTo(9);
  }

  @Test
  void anAnchorChosenByALesserBoxGoesToItsOwnBestOrToThatBox() {
    // Box 0 is the anchor of cell 4, 4; box 1 lies in its middle and chooses it (and others).
    float[] boxes = {16, 16, 48, 48, 30, 30, 34, 34};
    Matches anchorBest = match(LowQuality.ANCHOR_BEST, boxes);
    Matches boxBest = match(LowQuality.BOX_BEST, boxes);
    assertThat(boxOf(anchorBest, at(4, 4))).isZero();
    assertThat(boxOf(boxBest, at(4, 4))).isEqualTo(1);
  }

  private static int boxOf(Matches matches, int anchor) {
    return matches.boxes()[Arrays.binarySearch(matches.anchors(), anchor)];
  }

  @Test
  void aBoxThatNoAnchorOverlapsMakesNonePositive() {
    for (LowQuality kind : LowQuality.values()) {
      Matches found = match(kind, 500, 500, 600, 600);
      assertThat(found.anchors()).as(kind.name()).isEmpty();
      assertThat(found.divisor()).as(kind.name()).isZero();
    }
  }

  @Test
  void ofEqualBoxesTheFirstWins() {
    Matches found = match(LowQuality.ANCHOR_BEST, 16, 16, 48, 48, 16, 16, 48, 48);
    assertThat(found.boxes()).isNotEmpty().containsOnly(0);
  }

  @Test
  void halfCoveredAnchorsAreIgnoredUnlessPositive() {
    TruthBoxes truth =
        new TruthBoxes(new float[] {16, 16, 48, 48}, new int[1], new float[] {0, 0, 32, 64});
    Matches found = matcher(LowQuality.NONE).match(squares(), truth);
    assertThat(found.anchors()).contains(at(4, 4));
    // Row 2 is [0, 32]; column 4, [16, 48], is covered by half, column 5 by a quarter.
    assertThat(found.ignored()).contains(at(2, 2), at(2, 4)).doesNotContain(at(4, 4), at(2, 5));
  }

  @Test
  void manyThreadsShareOneMatcher() {
    AnchorGrid grid = AnchorGrid.of(AnchorSettings.torchvision(), 256, 256);
    AnchorMatcher matcher = matcher(LowQuality.ANCHOR_BEST);
    List<TruthBoxes> truths =
        IntStream.range(0, 64)
            .mapToObj(i -> new TruthBoxes(boxes(new Random(i), 5), new int[5], NOTHING))
            .toList();
    List<int[]> alone = truths.stream().map(t -> matcher.match(grid, t).anchors()).toList();
    List<int[]> together =
        truths.parallelStream().map(t -> matcher.match(grid, t).anchors()).toList();
    assertThat(together.toArray(int[][]::new)).isDeepEqualTo(alone.toArray(int[][]::new));
  }

  @Test
  void infiniteCoordinatesAreRefusedWithTheirPlace() {
    assertThatThrownBy(() -> match(LowQuality.NONE, 0, 0, 5, Float.POSITIVE_INFINITY))
        .isInstanceOf(FoveaException.class)
        .hasMessage("Truth box 0 is [0.0, 0.0, 5.0, Infinity]; give finite coordinates.");
  }

  @Test
  void thresholdsInTheWrongOrderAreRefused() {
    assertThatThrownBy(() -> new MatchingSettings(0.3f, 0.4f, LowQuality.NONE, 0.5f))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("matching.background is 0.4")
        .hasMessageContaining("0 < background ≤ foreground");
  }

  private static Matches match(LowQuality kind, float... boxes) {
    return matcher(kind)
        .match(squares(), new TruthBoxes(boxes, new int[boxes.length / 4], NOTHING));
  }

  private static AnchorMatcher matcher(LowQuality kind) {
    return new AnchorMatcher(settings(kind));
  }

  private static MatchingSettings settings(LowQuality kind) {
    return new MatchingSettings(0.5f, 0.4f, kind, 0.5f);
  }
}

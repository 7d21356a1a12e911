package dev.fovea.core.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.Detection;
import dev.fovea.core.anchor.AnchorGrid;
import dev.fovea.core.anchor.AnchorMatcher;
import dev.fovea.core.anchor.AnchorSettings;
import dev.fovea.core.anchor.Matches;
import dev.fovea.core.anchor.MatchingSettings;
import dev.fovea.core.anchor.TruthBoxes;
import dev.fovea.core.box.Box;
import dev.fovea.core.head.ElementType;
import dev.fovea.core.head.HeadOutputs;
import dev.fovea.core.head.LevelOutputs;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A scene for each cause, made so that the cause is known; an input of 256 × 256, two classes. */
class MissDiagnosisTest {
  private static final MatchingSettings MATCHING = MatchingSettings.paper();
  private static final AnchorGrid GRID = AnchorGrid.of(AnchorSettings.torchvision(), 256, 256);

  /** As an anchor of 64 pixels lies. */
  private static final Box OBJECT = new Box(96, 96, 160, 160);

  private static final Box SHIFTED = new Box(100, 96, 164, 160);
  private static final Box BESIDE = new Box(132, 96, 196, 160);

  private static TruthBoxes truth(Box... boxes) {
    float[] corners = new float[4 * boxes.length];
    for (int i = 0; i < boxes.length; i++) {
      corners[4 * i] = boxes[i].x1();
      corners[4 * i + 1] = boxes[i].y1();
      corners[4 * i + 2] = boxes[i].x2();
      corners[4 * i + 3] = boxes[i].y2();
    }
    return new TruthBoxes(corners, new int[boxes.length], new float[0]);
  }

  private static Detection found(int classIndex, double score, Box box) {
    return new Detection(classIndex, (float) score, box);
  }

  /** Every logit −5, but those of the anchors' own class as given. */
  private static HeadOutputs outputs(Matches matches, float ownLogit) {
    List<LevelOutputs> levels = new ArrayList<>();
    for (int level = 0; level < GRID.levels(); level++) {
      int first = GRID.start(level);
      int cells = GRID.size(level).height() * GRID.size(level).width();
      int anchors = cells * GRID.anchorsPerCell();
      float[] logits = new float[2 * anchors];
      Arrays.fill(logits, -5);
      for (int anchor : matches.anchors()) {
        if (anchor >= first && anchor < first + anchors) {
          logits[2 * (anchor - first)] = ownLogit;
        }
      }
      levels.add(
          new LevelOutputs(
              GRID.size(level).height(),
              GRID.size(level).width(),
              MemorySegment.ofArray(logits),
              MemorySegment.ofArray(new float[4 * anchors]),
              ElementType.FLOAT32));
    }
    return new HeadOutputs(1, GRID.anchorsPerCell(), 2, levels);
  }

  private static List<Miss> misses(
      TruthBoxes truth, List<Detection> shown, List<Detection> candidates) {
    Matches matches = new AnchorMatcher(MATCHING).match(GRID, truth);
    return new MissDiagnosis(MATCHING)
        .of(new Sight(GRID, truth, matches, outputs(matches, -1), shown, candidates));
  }

  private static void isMissedFor(
      MissCause cause, Box object, List<Detection> shown, List<Detection> candidates) {
    assertThat(misses(truth(object), shown, candidates))
        .singleElement()
        .extracting(Miss::cause)
        .isEqualTo(cause);
  }

  @Test
  void whatIsFoundIsNotMissed() {
    List<Detection> shown = List.of(found(0, 0.6, SHIFTED));
    assertThat(misses(truth(OBJECT), shown, shown)).isEmpty();
  }

  @Test
  void aTinyObjectHasNoAnchor() {
    Box tiny = new Box(100, 100, 108, 108);
    isMissedFor(MissCause.NO_ANCHOR, tiny, List.of(), List.of());
    Miss miss = misses(truth(tiny), List.of(), List.of()).getFirst();
    assertThat(miss.anchorIou()).isBetween(0.05f, 0.07f);
    assertThat(miss.score()).isZero();
  }

  /** 21 × 21 in the middle of an anchor of 32 × 32: 441 / 1024 = 0.43. */
  @Test
  void anObjectBetweenTheThresholdsIsInTheIgnoredBand() {
    Box between = new Box(69.5f, 69.5f, 90.5f, 90.5f);
    isMissedFor(MissCause.IGNORED_BAND, between, List.of(), List.of());
    assertThat(misses(truth(between), List.of(), List.of()).getFirst().anchorIou())
        .isCloseTo(441f / 1024, within(0.01f));
  }

  @Test
  void aGoodBoxThatIsNotShownWasSuppressed() {
    isMissedFor(MissCause.SUPPRESSED, OBJECT, List.of(), List.of(found(0, 0.6, SHIFTED)));
  }

  @Test
  void oneBoxForTwoObjectsIsGivenToANeighbour() {
    List<Detection> shown = List.of(found(0, 0.6, OBJECT));
    assertThat(misses(truth(OBJECT, SHIFTED), shown, shown))
        .singleElement()
        .matches(miss -> miss.truth() == 1 && miss.cause() == MissCause.SUPPRESSED);
  }

  @Test
  void aGoodBoxOfAnotherClassIsTakenForIt() {
    List<Detection> shown = List.of(found(1, 0.9, OBJECT));
    isMissedFor(MissCause.OTHER_CLASS, OBJECT, shown, shown);
    List<Detection> both = List.of(found(1, 0.9, OBJECT), found(0, 0.3, BESIDE));
    isMissedFor(MissCause.OTHER_CLASS, OBJECT, both, both);
  }

  /** 28 of 64 columns are shared: 28 / 100. */
  @Test
  void aBoxThatOnlyTouchesIsBadlyPlaced() {
    List<Detection> shown = List.of(found(0, 0.9, BESIDE));
    isMissedFor(MissCause.BADLY_PLACED, OBJECT, shown, shown);
  }

  @Test
  void nothingAboveTheThresholdIsALowScore() {
    List<Detection> elsewhere = List.of(found(0, 0.9, new Box(0, 0, 40, 40)));
    isMissedFor(MissCause.LOW_SCORE, OBJECT, elsewhere, elsewhere);
    assertThat(misses(truth(OBJECT), List.of(), List.of()).getFirst().score())
        .isCloseTo(1 / (1 + Math.E), within(1e-6));
  }

  /** Neighbours that overlap by 28 / 100: the found one's box is no bad box of the other. */
  @Test
  void aNeighboursBoxIsNotBadlyPlaced() {
    List<Detection> shown = List.of(found(0, 0.9, BESIDE));
    assertThat(misses(truth(OBJECT, BESIDE), shown, shown))
        .singleElement()
        .matches(miss -> miss.truth() == 0 && miss.cause() == MissCause.LOW_SCORE);
  }

  /** A rider and a horse in nearly the same place: the horse's box takes the rider for nothing. */
  @Test
  void anObjectOfAnotherClassInTheSamePlaceIsNoConfusion() {
    List<Detection> shown = List.of(found(1, 0.9, SHIFTED));
    TruthBoxes both =
        new TruthBoxes(truth(OBJECT, SHIFTED).boxes(), new int[] {0, 1}, new float[0]);
    assertThat(misses(both, shown, shown))
        .singleElement()
        .matches(miss -> miss.truth() == 0 && miss.cause() == MissCause.LOW_SCORE);
  }

  /**
   * The tiny object's middle is 104, 104, on P3's points (multiples of 8); two pixels beside, 6 × 6
   * of 8 × 8 are shared: 36 / 92.
   */
  @Test
  void whatOtherAnchorsCouldReachIsTold() {
    Box tiny = new Box(100, 100, 108, 108);
    Box shifted = new Box(102, 102, 110, 110);
    assertThat(misses(truth(tiny, shifted), List.of(), List.of()))
        .extracting(Miss::possibleIou)
        .containsExactly(1f, 36f / 92);
  }
}

package dev.fovea.core.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.Size;
import dev.fovea.core.anchor.AnchorGrid;
import dev.fovea.core.anchor.AnchorMatcher;
import dev.fovea.core.anchor.AnchorSettings;
import dev.fovea.core.anchor.MatchingSettings;
import dev.fovea.core.anchor.TruthBoxes;
import dev.fovea.core.box.Box;
import dev.fovea.core.box.Boxes;
import dev.fovea.core.detect.PostProcessing;
import dev.fovea.core.detect.PostProcessing.Clip;
import dev.fovea.core.head.ElementType;
import dev.fovea.core.head.HeadOutputs;
import dev.fovea.core.head.LevelOutputs;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A scene for each cause, from truth boxes and head outputs alone: the detections come about as a
 * user's do.
 */
class MissScenesTest {
  private static final int CLASSES = 2;
  private static final int SIDE = 256;
  private static final MatchingSettings MATCHING = MatchingSettings.paper();
  private static final AnchorGrid GRID = AnchorGrid.of(AnchorSettings.torchvision(), SIDE, SIDE);
  private static final Viewer VIEWER =
      Viewer.of(new PostProcessing(0.05f, 1000, 0.5, 100, Clip.BEFORE_NMS), 0.5f);

  /** As an anchor of 64 pixels lies. */
  private static final Box OBJECT = new Box(96, 96, 160, 160);

  /** The next anchor of its size: 48 of 80 columns are shared. */
  private static final Box SHIFTED = new Box(112, 96, 176, 160);

  private static final Box BESIDE = new Box(132, 96, 196, 160);

  private final List<float[]> logits = new ArrayList<>();
  private final List<float[]> deltas = new ArrayList<>();

  /** A network that sees nothing. */
  MissScenesTest() {
    for (int level = 0; level < GRID.levels(); level++) {
      float[] nothing = new float[CLASSES * anchors(level)];
      Arrays.fill(nothing, -8);
      logits.add(nothing);
      deltas.add(new float[4 * anchors(level)]);
    }
  }

  private static int anchors(int level) {
    return GRID.size(level).height() * GRID.size(level).width() * GRID.anchorsPerCell();
  }

  /** Lets the anchor that overlaps a box most give just this box. */
  private void sees(Box box, int classIndex, float logit) {
    float[] corners = {box.x1(), box.y1(), box.x2(), box.y2()};
    int best = 0;
    for (int anchor = 1; anchor < GRID.count(); anchor++) {
      if (Boxes.iou(GRID.boxes(), anchor, corners, 0) > Boxes.iou(GRID.boxes(), best, corners, 0)) {
        best = anchor;
      }
    }
    int level = GRID.levelOf(best);
    int place = best - GRID.start(level);
    logits.get(level)[CLASSES * place + classIndex] = logit;
    float[] anchor = Arrays.copyOfRange(GRID.boxes(), 4 * best, 4 * best + 4);
    float[] coded = deltas.get(level);
    for (int axis = 0; axis < 2; axis++) {
      double size = anchor[2 + axis] - anchor[axis];
      double middle = (anchor[axis] + anchor[2 + axis]) / 2;
      double wanted = corners[2 + axis] - corners[axis];
      coded[4 * place + axis] = (float) (((corners[axis] + corners[2 + axis]) / 2 - middle) / size);
      coded[4 * place + 2 + axis] = (float) Math.log(wanted / size);
    }
  }

  private List<Miss> misses(Box... objects) {
    float[] corners = new float[4 * objects.length];
    for (int i = 0; i < objects.length; i++) {
      Box box = objects[i];
      System.arraycopy(new float[] {box.x1(), box.y1(), box.x2(), box.y2()}, 0, corners, 4 * i, 4);
    }
    TruthBoxes truth = new TruthBoxes(corners, new int[objects.length], new float[0]);
    List<LevelOutputs> levels = new ArrayList<>();
    for (int level = 0; level < GRID.levels(); level++) {
      levels.add(
          new LevelOutputs(
              GRID.size(level).height(),
              GRID.size(level).width(),
              MemorySegment.ofArray(logits.get(level)),
              MemorySegment.ofArray(deltas.get(level)),
              ElementType.FLOAT32));
    }
    HeadOutputs outputs = new HeadOutputs(1, GRID.anchorsPerCell(), CLASSES, levels);
    Sight sight =
        VIEWER.look(
            outputs,
            GRID,
            truth,
            new AnchorMatcher(MATCHING).match(GRID, truth),
            new Size(SIDE, SIDE));
    return new MissDiagnosis(MATCHING).of(sight);
  }

  private void isMissedFor(MissCause cause, Box object) {
    assertThat(misses(object)).singleElement().extracting(Miss::cause).isEqualTo(cause);
  }

  @Test
  void whatIsFoundIsNotMissed() {
    sees(SHIFTED, 0, 2);
    assertThat(misses(OBJECT)).isEmpty();
  }

  @Test
  void noAnchor() {
    isMissedFor(MissCause.NO_ANCHOR, new Box(100, 100, 108, 108));
  }

  @Test
  void ignoredBand() {
    isMissedFor(MissCause.IGNORED_BAND, new Box(69.5f, 69.5f, 90.5f, 90.5f));
  }

  /** Two objects, both seen, and NMS takes the second. */
  @Test
  void suppressed() {
    sees(OBJECT, 0, 3);
    sees(SHIFTED, 0, 2);
    assertThat(misses(OBJECT, SHIFTED))
        .singleElement()
        .matches(miss -> miss.truth() == 1 && miss.cause() == MissCause.SUPPRESSED);
  }

  @Test
  void otherClass() {
    sees(OBJECT, 1, 2);
    isMissedFor(MissCause.OTHER_CLASS, OBJECT);
  }

  @Test
  void badlyPlaced() {
    sees(BESIDE, 0, 2);
    isMissedFor(MissCause.BADLY_PLACED, OBJECT);
  }

  /** Seen where it is, at a score of 0.27, where half is asked for. */
  @Test
  void lowScore() {
    sees(OBJECT, 0, -1);
    isMissedFor(MissCause.LOW_SCORE, OBJECT);
    assertThat(misses(OBJECT).getFirst().score()).isBetween(0.26, 0.28);
  }
}

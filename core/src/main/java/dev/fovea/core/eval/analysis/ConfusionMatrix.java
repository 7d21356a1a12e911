package dev.fovea.core.eval.analysis;

import dev.fovea.core.eval.GroundTruth;
import dev.fovea.core.eval.TruthKind;
import dev.fovea.core.eval.TruthObject;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * How often an object of one class was found as another, at a score threshold.
 *
 * <p>The diagonal is the hits that average precision counts. Of what is left, by falling score each
 * false detection is paired with the free object of another class that it overlaps most, if enough;
 * objects without a pair were found as background, detections without one were found in it. So each
 * row sums to the objects of its class, each column to the detections that count; crowds and what
 * lies in them are left out. Immutable.
 *
 * @param leastScore detections from this score on count
 * @param counts {@code [K + 1, K + 1]}: truth, then found; the last row and column are background
 */
public record ConfusionMatrix(double leastScore, List<List<Integer>> counts) {
  public ConfusionMatrix {
    counts = counts.stream().map(List::copyOf).toList();
  }

  /**
   * Counts; boxes of different classes are a pair from the matching's IoU on.
   *
   * @param leastScore any finite number
   */
  public static ConfusionMatrix of(Matching matching, double leastScore) {
    GroundTruth truth = matching.truth();
    int background = truth.classCount();
    int[][] counts = new int[background + 1][background + 1];
    BitSet paired = new BitSet();
    List<JudgedDetection> shown =
        matching.detections().stream()
            .filter(one -> one.detection().score() >= leastScore)
            .toList();
    shown.stream().filter(JudgedDetection::isHit).forEach(one -> paired.set(one.object()));
    for (JudgedDetection one : shown) {
      int found = one.detection().classIndex();
      switch (one.verdict()) {
        case HIT -> counts[found][found]++;
        case FALSE -> {
          int other = other(matching, one, paired);
          counts[other < 0 ? background : truth.objects().get(other).classIndex()][found]++;
          if (other >= 0) {
            paired.set(other);
          }
        }
        case IGNORED -> {}
      }
    }
    for (int i = 0; i < truth.objects().size(); i++) {
      if (truth.objects().get(i).kind() != TruthKind.CROWD && !paired.get(i)) {
        counts[truth.objects().get(i).classIndex()][background]++;
      }
    }
    return new ConfusionMatrix(
        leastScore, Arrays.stream(counts).map(row -> Arrays.stream(row).boxed().toList()).toList());
  }

  /** The free object of another class that is overlapped most; none if by less than the IoU. */
  private static int other(Matching matching, JudgedDetection one, BitSet paired) {
    int best = JudgedDetection.NONE;
    double highest = matching.iou();
    for (int i : matching.objectsIn(one.detection().imageId())) {
      TruthObject object = matching.truth().objects().get(i);
      if (object.kind() == TruthKind.CROWD
          || object.classIndex() == one.detection().classIndex()
          || paired.get(i)) {
        continue;
      }
      double overlap = one.detection().box().overlap(object.box());
      if (overlap >= highest) {
        highest = overlap;
        best = i;
      }
    }
    return best;
  }

  /** The place of background among rows and columns: the last. */
  public int background() {
    return counts.size() - 1;
  }

  /** How many objects of the class {@code truth} were found as {@code found}. */
  public int count(int truth, int found) {
    return counts.get(truth).get(found);
  }
}

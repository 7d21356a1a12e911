package dev.fovea.core.eval.analysis;

import dev.fovea.core.eval.DetectedObject;
import dev.fovea.core.eval.GroundTruth;
import dev.fovea.core.eval.TruthKind;
import dev.fovea.core.eval.TruthObject;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which detection found which object at one IoU threshold, by the matching that COCO's average
 * precision counts.
 *
 * <p>By falling score each detection takes the free object of its class that it overlaps most, the
 * last of equal ones; one that takes none is ignored where enough of it lies in a crowd. A
 * detection's verdict does not depend on those of lower score: what is true of all detections is
 * true of those above any score. Held to {@code CocoMetric}'s hits by a test. Immutable.
 */
public final class Matching {
  /** An IoU of 1 may come out a little lower; as in COCO. */
  private static final double HIGHEST_THRESHOLD = 1 - 1e-10;

  private final GroundTruth truth;
  private final double iou;
  private final Map<Long, List<Integer>> objectsIn = new HashMap<>();
  private final List<JudgedDetection> detections = new ArrayList<>();
  private final BitSet taken = new BitSet();
  private final BitSet found = new BitSet();

  private Matching(GroundTruth truth, double iou) {
    this.truth = truth;
    this.iou = iou;
    truth.imageIds().forEach(image -> objectsIn.putIfAbsent(image, new ArrayList<>()));
    for (int i = 0; i < truth.objects().size(); i++) {
      objectsIn(truth.objects().get(i).imageId()).add(i);
    }
  }

  /**
   * Matches.
   *
   * @param detections in the file's order, which decides between equal scores of an image
   * @param iou in {@code (0, 1]}
   * @param limit the best so many of each image and class count (COCO: 100)
   * @throws IllegalArgumentException if an image id or class index is not the ground truth's
   */
  public static Matching of(
      GroundTruth truth, List<DetectedObject> detections, double iou, int limit) {
    if (!(iou > 0 && iou <= 1) || limit < 1) {
      throw new IllegalArgumentException(
          "an IoU of %s with %d detections: above 0 and up to 1, and 1 or more are accepted"
              .formatted(iou, limit));
    }
    Matching matching = new Matching(truth, Math.min(iou, HIGHEST_THRESHOLD));
    matching.judge(detections, limit);
    return matching;
  }

  private void judge(List<DetectedObject> all, int limit) {
    Map<Long, int[]> counts = new HashMap<>();
    // + 0.0: −0 equals 0.
    Comparator<DetectedObject> byScore =
        Comparator.comparingDouble((DetectedObject d) -> d.score() + 0.0).reversed();
    for (DetectedObject one :
        all.stream().sorted(byScore.thenComparingLong(DetectedObject::imageId)).toList()) {
      requireKnown(one);
      int[] count = counts.computeIfAbsent(one.imageId(), image -> new int[truth.classCount()]);
      if (count[one.classIndex()]++ < limit) {
        detections.add(judge(one));
      }
    }
  }

  private void requireKnown(DetectedObject one) {
    if (one.classIndex() < 0 || one.classIndex() >= truth.classCount()) {
      throw new IllegalArgumentException(
          "class index %d of a detection in image %d is not in 0 … %d"
              .formatted(one.classIndex(), one.imageId(), truth.classCount() - 1));
    }
  }

  private JudgedDetection judge(DetectedObject detection) {
    int best = JudgedDetection.NONE;
    double highest = iou;
    boolean inCrowd = false;
    for (int i : objectsIn(detection.imageId())) {
      TruthObject object = truth.objects().get(i);
      if (object.classIndex() != detection.classIndex()) {
        continue;
      }
      if (object.kind() == TruthKind.CROWD) {
        inCrowd |= detection.box().inside(object.box()) >= iou;
        continue;
      }
      double overlap = detection.box().overlap(object.box());
      if (overlap >= highest && !taken.get(i)) {
        highest = overlap;
        best = i;
      }
    }
    return best < 0 ? without(detection, inCrowd) : with(detection, best);
  }

  private static JudgedDetection without(DetectedObject detection, boolean inCrowd) {
    return new JudgedDetection(
        detection, inCrowd ? Verdict.IGNORED : Verdict.FALSE, JudgedDetection.NONE);
  }

  private JudgedDetection with(DetectedObject detection, int object) {
    taken.set(object);
    if (truth.objects().get(object).kind() == TruthKind.OBJECT_WITH_ID_ZERO) {
      return without(detection, false);
    }
    found.set(object);
    return new JudgedDetection(detection, Verdict.HIT, object);
  }

  /** What the detections were matched with. */
  public GroundTruth truth() {
    return truth;
  }

  /** From which overlap on a detection is right. */
  public double iou() {
    return iou;
  }

  /** By falling score, equal scores by image; those over the limit are left out. */
  public List<JudgedDetection> detections() {
    return Collections.unmodifiableList(detections);
  }

  /** Whether an object was found, by its place in the ground truth; never true of a crowd. */
  public boolean isFound(int object) {
    return found.get(object);
  }

  /** Objects that are to be found, for each class index; crowds are none. */
  public int[] objects() {
    int[] count = new int[truth.classCount()];
    for (TruthObject object : truth.objects()) {
      count[object.classIndex()] += object.kind() == TruthKind.CROWD ? 0 : 1;
    }
    return count;
  }

  /**
   * Places in the ground truth of all that is annotated in an image.
   *
   * @throws IllegalArgumentException if the ground truth has no such image
   */
  List<Integer> objectsIn(long image) {
    List<Integer> here = objectsIn.get(image);
    if (here == null) {
      throw new IllegalArgumentException(
          "image id " + image + " is not among the images of the ground truth");
    }
    return here;
  }
}

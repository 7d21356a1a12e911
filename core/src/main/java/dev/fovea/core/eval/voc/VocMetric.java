package dev.fovea.core.eval.voc;

import dev.fovea.core.eval.DetectedObject;
import dev.fovea.core.eval.GroundTruth;
import dev.fovea.core.eval.TruthKind;
import dev.fovea.core.eval.TruthObject;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Average precision of the PASCAL VOC challenges, faithful to the devkit's {@code VOCevaldet.m}.
 *
 * <p>A detection belongs to the object of its class that it overlaps most, be it taken or not: so a
 * second detection of an object is false, even where another object is free. A detection of a
 * difficult object is neither right nor wrong; difficult objects are {@link TruthKind#CROWD}, their
 * overlap is intersection over union like all others'. There is no limit of detections.
 *
 * <p>The devkit counts pixels, its boxes being one pixel wider than their corners differ; boxes
 * here are continuous, as VOC's reader makes them, so nothing is added. Equal scores keep the order
 * of the list.
 *
 * @param iou overlap from which a detection is right, in {@code (0, 1]}
 */
public record VocMetric(double iou) {
  /**
   * Checks the threshold.
   *
   * @throws IllegalArgumentException if it is not above 0 and up to 1
   */
  public VocMetric {
    if (!(iou > 0 && iou <= 1)) {
      throw new IllegalArgumentException(
          "an IoU threshold of " + iou + ": it must lie above 0 and up to 1");
    }
  }

  /** The challenge's own: an overlap of 0.5. */
  public static VocMetric standard() {
    return new VocMetric(0.5);
  }

  /**
   * Judges detections.
   *
   * @throws IllegalArgumentException if an image id or class index is not the ground truth's
   */
  public VocSummary evaluate(GroundTruth truth, List<DetectedObject> detections) {
    Set<Long> images = new HashSet<>(truth.imageIds());
    for (DetectedObject one : detections) {
      if (!images.contains(one.imageId())
          || one.classIndex() < 0
          || one.classIndex() >= truth.classCount()) {
        throw new IllegalArgumentException(
            "a detection of class index %d in image %d is not of the ground truth"
                .formatted(one.classIndex(), one.imageId()));
      }
    }
    List<VocSummary.ClassResult> classes =
        IntStream.range(0, truth.classCount())
            .mapToObj(
                k ->
                    ofClass(
                        truth.objects().stream().filter(o -> o.classIndex() == k).toList(),
                        detections.stream().filter(d -> d.classIndex() == k).toList()))
            .toList();
    return new VocSummary(
        iou,
        mean(classes, VocSummary.ClassResult::elevenPoint),
        mean(classes, VocSummary.ClassResult::allPoint),
        classes);
  }

  private VocSummary.ClassResult ofClass(List<TruthObject> objects, List<DetectedObject> found) {
    int count = (int) objects.stream().filter(o -> !difficult(o)).count();
    if (count == 0) {
      return new VocSummary.ClassResult(-1, -1, 0);
    }
    Map<Long, List<Integer>> inImage = new HashMap<>();
    for (int i = 0; i < objects.size(); i++) {
      inImage.computeIfAbsent(objects.get(i).imageId(), id -> new ArrayList<>()).add(i);
    }
    BitSet taken = new BitSet();
    BitSet right = new BitSet();
    int judged = 0;
    for (DetectedObject one : byScore(found)) {
      int best = best(one, objects, inImage.getOrDefault(one.imageId(), List.of()));
      if (best >= 0 && difficult(objects.get(best))) {
        continue;
      }
      right.set(judged++, best >= 0 && !taken.get(best));
      if (best >= 0) {
        taken.set(best);
      }
    }
    VocCurve curve = VocCurve.of(right, judged, count);
    return new VocSummary.ClassResult(curve.elevenPoint(), curve.allPoint(), count);
  }

  private static boolean difficult(TruthObject object) {
    return object.kind() == TruthKind.CROWD;
  }

  private static List<DetectedObject> byScore(List<DetectedObject> found) {
    // + 0.0: −0 equals 0.
    return found.stream()
        .sorted(Comparator.comparingDouble((DetectedObject d) -> d.score() + 0.0).reversed())
        .toList();
  }

  /** The object that is overlapped most, the first of equal ones; −1 if by less than the IoU. */
  private int best(DetectedObject detection, List<TruthObject> objects, List<Integer> here) {
    int best = -1;
    double highest = 0;
    for (int i : here) {
      double overlap = detection.box().overlap(objects.get(i).box());
      if (overlap > highest) {
        highest = overlap;
        best = i;
      }
    }
    return highest >= iou ? best : -1;
  }

  private static double mean(
      List<VocSummary.ClassResult> classes, ToDoubleFunction<VocSummary.ClassResult> figure) {
    return classes.stream().mapToDouble(figure).filter(value -> value >= 0).average().orElse(-1);
  }
}

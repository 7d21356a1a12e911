package dev.fovea.core.eval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * COCO's definition in the plainest words: a loop for everything, nothing kept, nothing shared.
 *
 * <p>Written from cocodataset.org's page on detection evaluation, not from {@link CocoMetric}.
 */
final class NaiveCoco {
  private static final double[][] AREAS = {
    {0, 1e10}, {0, 1024}, {1024, 9216}, {9216, 1e10}
  };

  private final GroundTruth truth;
  private final List<DetectedObject> detections;

  NaiveCoco(GroundTruth truth, List<DetectedObject> detections) {
    this.truth = truth;
    this.detections = detections;
  }

  /** AP AP50 AP75 APs APm APl AR1 AR10 AR100 ARs ARm ARl. */
  double[] figures() {
    return new double[] {
      overClasses(k -> ap(k, 0, -1)),
      overClasses(k -> ap(k, 0, 0)),
      overClasses(k -> ap(k, 0, 5)),
      overClasses(k -> ap(k, 1, -1)),
      overClasses(k -> ap(k, 2, -1)),
      overClasses(k -> ap(k, 3, -1)),
      overClasses(k -> ar(k, 0, 1)),
      overClasses(k -> ar(k, 0, 10)),
      overClasses(k -> ar(k, 0, 100)),
      overClasses(k -> ar(k, 1, 100)),
      overClasses(k -> ar(k, 2, 100)),
      overClasses(k -> ar(k, 3, 100)),
    };
  }

  private double overClasses(ToDoubleFunction<Integer> figure) {
    double sum = 0;
    int count = 0;
    for (int k = 0; k < truth.classCount(); k++) {
      double value = figure.applyAsDouble(k);
      if (value != -1) {
        sum += value;
        count++;
      }
    }
    return count == 0 ? -1 : sum / count;
  }

  /** Average precision at one of the ten thresholds, or over all with −1. */
  double ap(int classIndex, int area, int onlyThreshold) {
    double sum = 0;
    int count = 0;
    for (int t = 0; t < 10; t++) {
      if (onlyThreshold >= 0 && t != onlyThreshold) {
        continue;
      }
      Judged judged = judge(classIndex, area, t, 100);
      if (judged.objects == 0) {
        return -1;
      }
      for (int r = 0; r <= 100; r++) {
        // COCO's steps are multiples of the double 0.01: 35 of 100 does not reach the 35th.
        sum += judged.bestPrecisionFrom(r * 0.01);
        count++;
      }
    }
    return sum / count;
  }

  double ar(int classIndex, int area, int limit) {
    double sum = 0;
    for (int t = 0; t < 10; t++) {
      Judged judged = judge(classIndex, area, t, limit);
      if (judged.objects == 0) {
        return -1;
      }
      sum += (double) judged.verdicts.stream().filter(v -> v.right).count() / judged.objects;
    }
    return sum / 10;
  }

  private record Verdict(double score, boolean right) {}

  private record Judged(List<Verdict> verdicts, int objects) {
    double bestPrecisionFrom(double recall) {
      double best = 0;
      int right = 0;
      for (int i = 0; i < verdicts.size(); i++) {
        right += verdicts.get(i).right ? 1 : 0;
        if ((double) right / objects >= recall) {
          best = Math.max(best, right / (i + 1.0));
        }
      }
      return best;
    }
  }

  private Judged judge(int classIndex, int area, int threshold, int limit) {
    List<Verdict> verdicts = new ArrayList<>();
    int objects = 0;
    for (long image : new TreeSet<>(truth.imageIds())) {
      List<TruthObject> here =
          truth.objects().stream()
              .filter(o -> o.imageId() == image && o.classIndex() == classIndex)
              .toList();
      List<DetectedObject> found =
          detections.stream()
              .filter(d -> d.imageId() == image && d.classIndex() == classIndex)
              .sorted(Comparator.comparingDouble(d -> -d.score()))
              .limit(limit)
              .toList();
      objects += (int) here.stream().filter(o -> !ignored(o, area)).count();
      verdicts.addAll(judgeImage(here, found, area, 0.5 + 0.05 * threshold));
    }
    verdicts.sort(Comparator.comparingDouble(v -> -v.score));
    return new Judged(verdicts, objects);
  }

  private static List<Verdict> judgeImage(
      List<TruthObject> here, List<DetectedObject> found, int area, double threshold) {
    List<Verdict> verdicts = new ArrayList<>();
    List<TruthObject> used = new ArrayList<>();
    for (DetectedObject detection : found) {
      TruthObject match = null;
      for (boolean ignored : new boolean[] {false, true}) {
        double best = threshold - 1e-10;
        for (TruthObject object : here) {
          boolean crowd = object.kind() == TruthKind.CROWD;
          boolean free = crowd || used.stream().noneMatch(u -> u == object);
          double iou = iou(detection.box(), object.box(), crowd);
          boolean taken = match != null && !ignored(match, area);
          if (!(ignored && taken)
              && ignored(object, area) == ignored
              && free
              && iou >= best) {
            best = iou;
            match = object;
          }
        }
      }
      if (match != null) {
        used.add(match);
      }
      double size = detection.box().width() * detection.box().height();
      boolean outside = size < AREAS[area][0] || size > AREAS[area][1];
      if (match != null ? !ignored(match, area) : !outside) {
        verdicts.add(new Verdict(detection.score(), match != null));
      }
    }
    return verdicts;
  }

  private static boolean ignored(TruthObject object, int area) {
    return object.kind() == TruthKind.CROWD
        || object.area() < AREAS[area][0]
        || object.area() > AREAS[area][1];
  }

  private static double iou(CocoBox a, CocoBox b, boolean crowd) {
    double width = Math.min(a.x() + a.width(), b.x() + b.width()) - Math.max(a.x(), b.x());
    double height = Math.min(a.y() + a.height(), b.y() + b.height()) - Math.max(a.y(), b.y());
    double intersection = Math.max(0, width) * Math.max(0, height);
    double union = crowd ? a.area() : a.area() + b.area() - intersection;
    return intersection == 0 ? 0 : intersection / union;
  }
}

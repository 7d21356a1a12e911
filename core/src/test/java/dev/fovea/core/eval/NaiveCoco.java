package dev.fovea.core.eval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * COCO's definition in the plainest words: a loop for everything, nothing kept, nothing shared.
 *
 * <p>Written from cocodataset.org's page on detection evaluation, not from {@link CocoMetric}; an
 * annotation with id 0 is as {@link TruthKind#OBJECT_WITH_ID_ZERO} says.
 */
final class NaiveCoco {
  private final GroundTruth truth;
  private final List<DetectedObject> detections;
  private final CocoSettings settings;
  private final double[][] areas;

  NaiveCoco(GroundTruth truth, List<DetectedObject> detections, CocoSettings settings) {
    this.truth = truth;
    this.detections = detections;
    this.settings = settings;
    double small = settings.smallArea();
    double medium = settings.mediumArea();
    this.areas = new double[][] {{0, 1e10}, {0, small}, {small, medium}, {medium, 1e10}};
  }

  /** Every IoU threshold. */
  static final int ALL = -1;

  /** The place of a threshold; {@link #ABSENT} if it is not among the settings. */
  private int at(double iou) {
    int place = settings.iouThresholds().indexOf(iou);
    return place < 0 ? ABSENT : place;
  }

  private static final int ABSENT = -2;

  private int limit(int place) {
    return settings.detectionLimits().get(place);
  }

  /** AP AP50 AP75 APs APm APl AR1 AR10 AR100 ARs ARm ARl. */
  double[] figures() {
    return new double[] {
      overClasses(k -> ap(k, 0, ALL)),
      overClasses(k -> ap(k, 0, at(0.5))),
      overClasses(k -> ap(k, 0, at(0.75))),
      overClasses(k -> ap(k, 1, ALL)),
      overClasses(k -> ap(k, 2, ALL)),
      overClasses(k -> ap(k, 3, ALL)),
      overClasses(k -> ar(k, 0, limit(0))),
      overClasses(k -> ar(k, 0, limit(1))),
      overClasses(k -> ar(k, 0, limit(2))),
      overClasses(k -> ar(k, 1, limit(2))),
      overClasses(k -> ar(k, 2, limit(2))),
      overClasses(k -> ar(k, 3, limit(2))),
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

  /** AP, AP50 and AR of a class. */
  double[] figuresOf(int classIndex) {
    return new double[] {
      ap(classIndex, 0, ALL), ap(classIndex, 0, at(0.5)), ar(classIndex, 0, limit(2))
    };
  }

  /** Average precision at the threshold with this place, or over all. */
  private double ap(int classIndex, int area, int onlyThreshold) {
    if (onlyThreshold == ABSENT) {
      return -1;
    }
    double sum = 0;
    int count = 0;
    for (int t = 0; t < settings.iouThresholds().size(); t++) {
      if (onlyThreshold >= 0 && t != onlyThreshold) {
        continue;
      }
      Judged judged = judge(classIndex, area, t, limit(2));
      if (judged.objects == 0) {
        return -1;
      }
      for (double recall : settings.recallThresholds()) {
        sum += judged.bestPrecisionFrom(recall);
        count++;
      }
    }
    return sum / count;
  }

  private double ar(int classIndex, int area, int limit) {
    double sum = 0;
    int thresholds = settings.iouThresholds().size();
    for (int t = 0; t < thresholds; t++) {
      Judged judged = judge(classIndex, area, t, limit);
      if (judged.objects == 0) {
        return -1;
      }
      sum += (double) judged.verdicts.stream().filter(v -> v.right).count() / judged.objects;
    }
    return sum / thresholds;
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
      verdicts.addAll(judgeImage(here, found, area, settings.iouThresholds().get(threshold)));
    }
    verdicts.sort(Comparator.comparingDouble(v -> -v.score));
    return new Judged(verdicts, objects);
  }

  private List<Verdict> judgeImage(
      List<TruthObject> here, List<DetectedObject> found, int area, double threshold) {
    List<Verdict> verdicts = new ArrayList<>();
    List<TruthObject> used = new ArrayList<>();
    for (DetectedObject detection : found) {
      TruthObject match = null;
      for (boolean ignored : new boolean[] {false, true}) {
        double best = Math.min(threshold, 1 - 1e-10);
        for (TruthObject object : here) {
          boolean crowd = object.kind() == TruthKind.CROWD;
          boolean free = crowd || used.stream().noneMatch(u -> u == object);
          double iou = iou(detection.box(), object.box(), crowd);
          boolean taken = match != null && !ignored(match, area);
          if (!(ignored && taken) && ignored(object, area) == ignored && free && iou >= best) {
            best = iou;
            match = object;
          }
        }
      }
      if (match != null) {
        used.add(match);
      }
      double size = detection.box().width() * detection.box().height();
      boolean outside = size < areas[area][0] || size > areas[area][1];
      boolean right = match != null && match.kind() != TruthKind.OBJECT_WITH_ID_ZERO;
      if (!(match != null && ignored(match, area)) && (right || !outside)) {
        verdicts.add(new Verdict(detection.score(), right));
      }
    }
    return verdicts;
  }

  private boolean ignored(TruthObject object, int area) {
    return object.kind() == TruthKind.CROWD
        || object.area() < areas[area][0]
        || object.area() > areas[area][1];
  }

  private static double iou(CocoBox a, CocoBox b, boolean crowd) {
    double width = Math.min(a.x() + a.width(), b.x() + b.width()) - Math.max(a.x(), b.x());
    double height = Math.min(a.y() + a.height(), b.y() + b.height()) - Math.max(a.y(), b.y());
    double intersection = Math.max(0, width) * Math.max(0, height);
    double union = crowd ? a.area() : a.area() + b.area() - intersection;
    return intersection == 0 ? 0 : intersection / union;
  }
}

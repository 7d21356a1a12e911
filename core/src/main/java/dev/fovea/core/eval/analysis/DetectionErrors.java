package dev.fovea.core.eval.analysis;

import dev.fovea.core.eval.DetectedObject;
import dev.fovea.core.eval.TruthKind;
import dev.fovea.core.eval.TruthObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The errors of one result, told apart as TIDE's own program does it: where several kinds would
 * fit, localisation goes before classification, then duplicate, background, both.
 */
final class DetectionErrors {
  private final Matching matching;
  private final ErrorSettings settings;

  /** Of each false detection, by its place in the matching. */
  private final Map<Integer, DetectionError> errors = new HashMap<>();

  /** For each object that a mended detection could find, the place of the highest score's. */
  private final Map<Integer, Integer> finder = new HashMap<>();

  /**
   * Why a detection is false.
   *
   * @param object of a mended class or box; {@link JudgedDetection#NONE} for the other kinds
   */
  private record DetectionError(ErrorKind kind, int object) {}

  DetectionErrors(Matching matching, ErrorSettings settings) {
    this.matching = matching;
    this.settings = settings;
    for (int d = 0; d < matching.detections().size(); d++) {
      if (matching.detections().get(d).isFalse()) {
        DetectionError error = error(matching.detections().get(d).detection());
        errors.put(d, error);
        if (error.object >= 0 && !matching.isFound(error.object)) {
          finder.putIfAbsent(error.object, d);
        }
      }
    }
  }

  private DetectionError error(DetectedObject detection) {
    int own = JudgedDetection.NONE;
    int other = JudgedDetection.NONE;
    double toOwn = 0;
    double toOther = 0;
    for (int i : matching.objectsIn(detection.imageId())) {
      TruthObject object = matching.truth().objects().get(i);
      double overlap = object.kind() == TruthKind.CROWD ? 0 : detection.box().overlap(object.box());
      if (object.classIndex() == detection.classIndex() && overlap > toOwn) {
        toOwn = overlap;
        own = i;
      } else if (object.classIndex() != detection.classIndex() && overlap > toOther) {
        toOther = overlap;
        other = i;
      }
    }
    if (toOwn > 0 && toOwn >= settings.background() && toOwn <= settings.foreground()) {
      return new DetectionError(ErrorKind.LOCALISATION, own);
    }
    if (toOther >= settings.foreground()) {
      return new DetectionError(ErrorKind.CLASSIFICATION, other);
    }
    return new DetectionError(withoutObject(toOwn, toOther), JudgedDetection.NONE);
  }

  private ErrorKind withoutObject(double toOwn, double toOther) {
    if (toOwn >= settings.foreground()) {
      return ErrorKind.DUPLICATE;
    }
    return Math.max(toOwn, toOther) <= settings.background()
        ? ErrorKind.BACKGROUND
        : ErrorKind.BOTH;
  }

  int count(ErrorKind kind) {
    return kind == ErrorKind.MISSED
        ? missed().size()
        : (int) errors.values().stream().filter(error -> error.kind == kind).count();
  }

  /** Places of the objects that no detection finds, nor would find if it were mended. */
  Set<Integer> missed() {
    Set<Integer> missed = new HashSet<>(notFound());
    missed.removeAll(finder.keySet());
    return missed;
  }

  /** Places of the objects that no detection finds. */
  Set<Integer> notFound() {
    List<TruthObject> objects = matching.truth().objects();
    return IntStream.range(0, objects.size())
        .filter(i -> objects.get(i).kind() != TruthKind.CROWD && !matching.isFound(i))
        .collect(HashSet::new, Set::add, Set::addAll);
  }

  /**
   * All detections with those of one kind mended. Where several would find the same object, the
   * highest score finds it, the others go.
   */
  List<DetectedObject> mended(ErrorKind kind) {
    List<DetectedObject> mended = new ArrayList<>();
    for (int d = 0; d < matching.detections().size(); d++) {
      DetectedObject detection = matching.detections().get(d).detection();
      DetectionError error = errors.get(d);
      if (error == null || error.kind != kind) {
        mended.add(detection);
      } else if (error.object >= 0 && Integer.valueOf(d).equals(finder.get(error.object))) {
        TruthObject object = matching.truth().objects().get(error.object);
        mended.add(
            new DetectedObject(
                object.imageId(), object.classIndex(), detection.score(), object.box()));
      }
    }
    return mended;
  }

  /** The detections that are right or ignored. */
  List<DetectedObject> withoutFalse() {
    return matching.detections().stream()
        .filter(one -> !one.isFalse())
        .map(JudgedDetection::detection)
        .toList();
  }
}

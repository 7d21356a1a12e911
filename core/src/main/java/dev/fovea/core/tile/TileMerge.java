package dev.fovea.core.tile;

import dev.fovea.core.Detection;
import dev.fovea.core.box.Box;
import dev.fovea.core.box.NonMaximumSuppression;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What tiles have found, made the detections of their picture: the rule of {@link TiledDetector}.
 */
final class TileMerge {
  private final double nms;

  TileMerge(double nms) {
    this.nms = nms;
  }

  /** Every object once, highest score first. */
  List<Detection> merged(List<Piece> pieces) {
    Map<Integer, List<Piece>> classes = new TreeMap<>();
    for (Piece piece : pieces) {
      classes
          .computeIfAbsent(piece.detection().classIndex(), index -> new ArrayList<>())
          .add(piece);
    }
    return classes.values().stream()
        .flatMap(ofClass -> objects(ofClass).stream())
        .map(Candidate::detection)
        .sorted(Comparator.comparing(Detection::score).reversed())
        .toList();
  }

  /** The objects of one class. */
  private List<Candidate> objects(List<Piece> pieces) {
    List<Candidate> complete = new ArrayList<>();
    for (Piece piece : pieces) {
      if (piece.cut().isEmpty()) {
        complete.add(Candidate.of(List.of(piece), false));
      }
    }
    List<Piece> cut =
        pieces.stream()
            .filter(piece -> !piece.cut().isEmpty())
            .filter(piece -> !isPart(Candidate.of(List.of(piece), true), complete))
            .toList();
    List<Candidate> open = new ArrayList<>();
    for (Candidate joined : Joining.of(cut)) {
      (joined.open() ? open : complete).add(joined);
    }
    return withOpen(suppressed(complete), open);
  }

  private List<Candidate> suppressed(List<Candidate> candidates) {
    float[] boxes = new float[4 * candidates.size()];
    float[] scores = new float[candidates.size()];
    for (int i = 0; i < scores.length; i++) {
      Box box = candidates.get(i).box();
      boxes[4 * i] = box.x1();
      boxes[4 * i + 1] = box.y1();
      boxes[4 * i + 2] = box.x2();
      boxes[4 * i + 3] = box.y2();
      scores[i] = candidates.get(i).detection().score();
    }
    int[] kept =
        NonMaximumSuppression.keep(boxes, scores, new int[scores.length], nms, scores.length);
    List<Candidate> left = new ArrayList<>();
    for (int index : kept) {
      left.add(candidates.get(index));
    }
    return left;
  }

  /** Adds those that are no part of another one, the largest first. */
  private static List<Candidate> withOpen(List<Candidate> complete, List<Candidate> open) {
    List<Candidate> all = new ArrayList<>(complete);
    open.sort(Comparator.comparing((Candidate candidate) -> candidate.box().area()).reversed());
    for (Candidate candidate : open) {
      if (!isPart(candidate, all)) {
        all.add(candidate);
      }
    }
    return all;
  }

  private static boolean isPart(Candidate candidate, Collection<Candidate> others) {
    return others.stream().anyMatch(candidate::isPartOf);
  }
}

package dev.fovea.core.eval.analysis;

/**
 * One class's detections by falling score, with what thresholds are chosen from.
 *
 * @param score of each detection, falling
 * @param hit of each detection
 * @param image place of each detection's image
 * @param objectImage place of each object's image
 */
record ClassScores(double[] score, boolean[] hit, int[] image, int[] objectImage) {
  /** What a threshold shows. */
  record Shown(int hits, int detections, int objects) {
    double precision() {
      return detections == 0 ? Double.NaN : (double) hits / detections;
    }

    double recall() {
      return objects == 0 ? Double.NaN : (double) hits / objects;
    }

    double f1() {
      return 2.0 * hits / (detections + objects);
    }
  }

  /** How often each image counts. */
  @FunctionalInterface
  interface Weights {
    int of(int image);
  }

  /** What the threshold shows of the images that are weighted. */
  Shown at(double threshold, Weights weights) {
    int hits = 0;
    int detections = 0;
    for (int d = 0; d < score.length && score[d] >= threshold; d++) {
      detections += weights.of(image[d]);
      hits += hit[d] ? weights.of(image[d]) : 0;
    }
    return new Shown(hits, detections, objects(weights));
  }

  private int objects(Weights weights) {
    int objects = 0;
    for (int place : objectImage) {
      objects += weights.of(place);
    }
    return objects;
  }

  /** The threshold that the goal asks for; NaN where none reaches it. */
  double threshold(ThresholdGoal goal, Weights weights) {
    int objects = objects(weights);
    int hits = 0;
    int detections = 0;
    double chosen = Double.NaN;
    double best = 0;
    for (int d = 0; d < score.length; d++) {
      int weight = weights.of(image[d]);
      detections += weight;
      hits += hit[d] ? weight : 0;
      boolean lastOfItsScore = d + 1 == score.length || score[d + 1] < score[d];
      if (!lastOfItsScore || hits == 0) {
        continue;
      }
      Shown shown = new Shown(hits, detections, objects);
      switch (goal.kind()) {
        case F1 -> {
          if (shown.f1() > best) {
            best = shown.f1();
            chosen = score[d];
          }
        }
        case PRECISION -> chosen = shown.precision() >= goal.wanted() ? score[d] : chosen;
        case RECALL -> {
          if (shown.recall() >= goal.wanted()) {
            return score[d];
          }
        }
      }
    }
    return chosen;
  }
}

package dev.fovea.core.calibration;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rising curve of least squared error through outcomes, found by pooling adjacent violators.
 *
 * <p>Zadrozny, Elkan, <i>Transforming Classifier Scores into Accurate Multiclass Probability
 * Estimates</i>, KDD 2002. Between blocks the curve is a straight line, outside it is level, as in
 * scikit-learn.
 *
 * @param scores ascending; each block has its lowest and its highest
 * @param probabilities at the scores, never falling
 */
public record IsotonicRegression(List<Double> scores, List<Double> probabilities)
    implements Calibration {
  /**
   * Checks that the curve rises.
   *
   * @throws IllegalArgumentException if it does not, or has no point
   */
  public IsotonicRegression {
    scores = List.copyOf(scores);
    probabilities = List.copyOf(probabilities);
    if (scores.isEmpty() || scores.size() != probabilities.size()) {
      throw new IllegalArgumentException(
          scores.size() + " scores and " + probabilities.size() + " probabilities: one for each");
    }
    if (!isRising(scores) || !isRising(probabilities)) {
      throw new IllegalArgumentException("the curve falls: " + scores + ", " + probabilities);
    }
  }

  private static boolean isRising(List<Double> values) {
    for (int i = 1; i < values.size(); i++) {
      if (values.get(i) < values.get(i - 1)) {
        return false;
      }
    }
    return true;
  }

  /** Outcomes that share a probability. */
  private record Block(double lowest, double highest, int right, int count) {
    static Block of(ScoredOutcome one) {
      return new Block(one.score(), one.score(), one.right() ? 1 : 0, 1);
    }

    /** Equal scores must share one; a later block may not lie lower. */
    boolean belongsTo(Block before) {
      return lowest == before.highest || (long) right * before.count <= (long) before.right * count;
    }

    Block after(Block before) {
      return new Block(before.lowest, highest, before.right + right, before.count + count);
    }

    double probability() {
      return (double) right / count;
    }
  }

  /**
   * Fits the curve.
   *
   * @param outcomes at least one
   * @throws IllegalArgumentException if there is none
   */
  public static IsotonicRegression fit(List<ScoredOutcome> outcomes) {
    // Right ones first, so that a wrong one of the same score is not pooled downwards alone.
    Comparator<ScoredOutcome> order =
        Comparator.comparingDouble(ScoredOutcome::score)
            .thenComparing(ScoredOutcome::right, Comparator.reverseOrder());
    List<Block> blocks = new ArrayList<>();
    for (ScoredOutcome one : outcomes.stream().sorted(order).toList()) {
      Block block = Block.of(one);
      while (!blocks.isEmpty() && block.belongsTo(blocks.getLast())) {
        block = block.after(blocks.removeLast());
      }
      blocks.add(block);
    }
    return new IsotonicRegression(
        blocks.stream().flatMap(b -> Stream.of(b.lowest, b.highest)).toList(),
        blocks.stream().flatMap(b -> Stream.of(b.probability(), b.probability())).toList());
  }

  @Override
  public double probability(double score) {
    int place = Collections.binarySearch(scores, score);
    if (place >= 0) {
      return probabilities.get(place);
    }
    int next = -place - 1;
    if (next == 0) {
      return probabilities.getFirst();
    }
    if (next == scores.size()) {
      return probabilities.getLast();
    }
    double before = scores.get(next - 1);
    double part = (score - before) / (scores.get(next) - before);
    return probabilities.get(next - 1)
        + part * (probabilities.get(next) - probabilities.get(next - 1));
  }
}

package dev.fovea.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The course of one run: its losses at logged steps, its evaluations.
 *
 * @param name tells it from other runs in the same chart
 * @param steps in ascending order, possibly none
 * @param evaluations in ascending order of their steps, possibly none
 */
public record RunCurves(String name, List<Step> steps, List<Evaluation> evaluations) {
  public RunCurves {
    steps = List.copyOf(steps);
    evaluations = List.copyOf(evaluations);
  }

  /**
   * A logged training step.
   *
   * @param step counted from 1
   * @param seconds since the run began
   * @param classification loss
   * @param box loss
   * @param rate the learning rate
   */
  public record Step(long step, double seconds, double classification, double box, double rate) {
    /** The sum of both losses. */
    public double total() {
      return classification + box;
    }
  }

  /**
   * An evaluation on the validation images; −1 where AP is undefined.
   *
   * @param step after which it was made
   * @param ap mean over IoU 0.50:0.05:0.95, in {@code [0, 1]}
   * @param ap50 at IoU 0.5
   * @param ap75 at IoU 0.75
   * @param loss on the validation images, both parts together
   */
  public record Evaluation(long step, double ap, double ap50, double ap75, double loss) {}

  /**
   * Reads a run's {@code metrics.jsonl}. A last line that was cut short by a kill is left out.
   *
   * @param name of the run
   * @throws dev.fovea.core.FoveaException when the file cannot be read or is no such file
   */
  public static RunCurves read(String name, Path metrics) {
    return MetricsFile.read(name, metrics);
  }

  /** The evaluation with the highest AP, the first of equal ones. */
  public Optional<Evaluation> best() {
    return evaluations.stream().reduce((a, b) -> b.ap() > a.ap() ? b : a);
  }
}

package dev.fovea.nn.train;

import java.util.List;

/** The learning rate's course, as a factor of the base rate. */
@FunctionalInterface
public interface Schedule {
  /** Factor at {@code step} (from 0) of a run of {@code steps}. */
  double factor(long step, long steps);

  /** Always 1. */
  static Schedule constant() {
    return (step, steps) -> 1;
  }

  /**
   * Multiplied by {@code decay} at each milestone, given as a fraction of the run (paper: 2/3 and
   * 8/9, by 0.1).
   */
  static Schedule step(List<Double> milestones, double decay) {
    return (step, steps) ->
        Math.pow(decay, milestones.stream().filter(part -> step >= part * (double) steps).count());
  }

  /** Half a cosine from 1 down to 0 (Loshchilov &amp; Hutter 2017). */
  static Schedule cosine() {
    return (step, steps) -> 0.5 * (1 + Math.cos(Math.PI * step / steps));
  }

  /** Rises linearly over the first {@code length} steps. */
  default Schedule withWarmup(int length) {
    return (step, steps) -> factor(step, steps) * Math.min(1, (step + 1.0) / Math.max(1, length));
  }
}

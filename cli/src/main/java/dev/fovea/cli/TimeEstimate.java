package dev.fovea.cli;

import dev.fovea.nn.train.TrainingListener;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Tells once how long a run will take, as soon as a few of its steps have been timed. Evaluations
 * come on top.
 */
final class TimeEstimate implements TrainingListener {
  /** The first steps load kernels and fill caches. */
  private static final int UNTIMED = 3;

  private static final int TIMED = 5;

  private final Consumer<String> say;
  private int heard;
  private double begin;

  TimeEstimate(Consumer<String> say) {
    this.say = say;
  }

  @Override
  public void stepped(Step step) {
    heard++;
    if (heard == UNTIMED) {
      begin = step.seconds();
    }
    long left = step.steps() - step.step();
    if (heard == UNTIMED + TIMED && left > 0) {
      double perStep = (step.seconds() - begin) / TIMED;
      say.accept(
          String.format(
              Locale.ROOT,
              "%.2f s a step: the remaining %d steps take about %s, evaluations beside",
              perStep,
              left,
              duration(perStep * left)));
    }
  }

  /** In the two largest units that a person would name. */
  static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 90) {
      return whole + " s";
    }
    long minutes = Math.round(seconds / 60);
    return minutes < 90 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
  }
}

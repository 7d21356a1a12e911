package dev.fovea.cli;

import dev.fovea.nn.train.TrainingListener;
import java.util.Locale;

/**
 * Tells the user of a run's steps and evaluations.
 *
 * @param progress shows each step
 * @param console hears of each evaluation
 */
record TrainingNarrator(Progress progress, Console console) implements TrainingListener {
  @Override
  public void stepped(Step step) {
    String rate = String.format(Locale.ROOT, "  %.1f images/s", step.imagesPerSecond());
    progress.step(step.step(), losses(step) + rate);
  }

  /** The loss with its two parts. */
  static String losses(Step step) {
    return String.format(
        Locale.ROOT,
        "loss %.3f (class %.3f, box %.3f)",
        step.classification() + step.box(),
        step.classification(),
        step.box());
  }

  @Override
  public void evaluated(Evaluation evaluation) {
    console.say(
        String.format(
            Locale.ROOT,
            "step %d: AP %.1f  AP50 %.1f  validation loss %.3f%s",
            evaluation.step(),
            100 * evaluation.summary().ap(),
            100 * evaluation.summary().ap50(),
            evaluation.classification() + evaluation.box(),
            evaluation.best() ? "  (best so far)" : ""));
  }
}

package dev.fovea.nn.train;

import dev.fovea.core.eval.CocoSummary;
import dev.fovea.core.imbalance.Imbalance;
import dev.fovea.core.imbalance.ImbalanceHistograms;
import java.util.Optional;

/**
 * Hears what happens in a run.
 *
 * <p>Called on the training thread, between steps: what takes long here makes the run longer. An
 * exception ends the run; the last checkpoint stands.
 */
public interface TrainingListener {
  /**
   * One finished step.
   *
   * @param step counted from 1
   * @param steps of the whole run
   * @param seconds since the run began, resumed parts included
   * @param classification the focal loss (or what stands for it)
   * @param box the box loss
   * @param rate the learning rate
   * @param gradientNorm before clipping
   * @param imagesPerSecond over the last steps
   */
  record Step(
      long step,
      long steps,
      double seconds,
      double classification,
      double box,
      double rate,
      double gradientNorm,
      double imagesPerSecond) {}

  /**
   * One evaluation on the validation split.
   *
   * @param step after which it was made
   * @param seconds since the run began
   * @param classification validation loss
   * @param box validation loss
   * @param summary COCO's numbers
   * @param best whether it is the best so far
   * @param lens where the loss goes; nothing where {@code train.lens} is off
   */
  record Evaluation(
      long step,
      double seconds,
      double classification,
      double box,
      CocoSummary summary,
      boolean best,
      Optional<Lens> lens) {}

  /**
   * Where the validation's classification loss goes.
   *
   * @param histograms of all logits, from which any point-wise loss can be computed
   * @param trained what they make with the run's own loss, summed over images
   */
  record Lens(ImbalanceHistograms histograms, Imbalance trained) {}

  /** A step was made; {@code step} tells of every one, logged or not. */
  default void stepped(Step step) {}

  /** The validation split was measured. */
  default void evaluated(Evaluation evaluation) {}

  /** A checkpoint for {@code step} stands on disk. */
  default void saved(long step) {}
}

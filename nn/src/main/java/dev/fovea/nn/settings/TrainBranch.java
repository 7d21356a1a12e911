package dev.fovea.nn.settings;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The branch {@code train}: the run.
 *
 * @param steps optimiser steps, or nothing
 * @param epochs times through the data, or nothing
 * @param minutes wall time, or nothing
 * @param batch images in a forward pass
 * @param accumulate forward passes in an optimiser step
 * @param optimizer the update rule
 * @param rate for a batch of 16 when scaled, else as it is
 * @param scaleRate whether the rate is scaled to the batch
 * @param backboneRate the backbone's share of the rate
 * @param momentum of SGD
 * @param weightDecay of SGD (L2) or AdamW (decoupled)
 * @param warmup steps
 * @param schedule of the rate after the warm-up
 * @param milestones shares of the run, ascending
 * @param decay the rate's factor at each milestone
 * @param clip greatest norm of the gradient; 0 for no limit
 * @param precision the engine's arithmetic
 * @param seed of every random choice
 * @param threads of the engine; 0 for all cores
 * @param ahead batches decoded ahead
 * @param evaluateEvery steps
 * @param checkpointEvery steps
 * @param patience evaluations without a better AP; 0 for no early stop
 * @param lens whether evaluations also gather where the loss goes
 */
public record TrainBranch(
    @About("optimiser steps; without steps, epochs and minutes: 30 epochs, at least 1000 steps")
        Optional<Integer> steps,
    @About("times through the training data, instead of steps") Optional<Double> epochs,
    @About("the run is made to end by then: the number of steps is fixed after a timed warm-up")
        Optional<Double> minutes,
    @About("images in a forward pass") int batch,
    @About("forward passes whose gradients are summed for one step") int accumulate,
    @About("sgd or adamw") Optimizer optimizer,
    @About("learning rate for a batch of 16; by default 0.01 for sgd, 0.0001 for adamw")
        double rate,
    @About("rate * batch * accumulate / 16; false: the rate as it is") boolean scaleRate,
    @About("the backbone's share of the rate: below 1 it changes less than what starts anew")
        double backboneRate,
    @About("of sgd") double momentum,
    @About("by default 0.0001 for sgd, 0.05 (decoupled) for adamw") double weightDecay,
    @About("steps over which the rate grows from 0") int warmup,
    @About("of the rate: step (at milestones), cosine (to 0), constant") Schedule schedule,
    @About("shares of the run at which schedule: step multiplies the rate by decay")
        List<Double> milestones,
    @About("the rate's factor at each milestone") double decay,
    @About("greatest norm of the gradient; 0: not clipped") double clip,
    @About("auto: bfloat16 where the machine has it") Precision precision,
    @About("of every random choice: equal seeds on one kind of machine give equal bits") long seed,
    @About("of the engine; 0: all cores") int threads,
    @About("batches that are decoded ahead") int ahead,
    @About("steps between evaluations on data.validation") int evaluateEvery,
    @About("steps between checkpoints") int checkpointEvery,
    @About("evaluations without a better AP after which the run ends; 0: it does not") int patience,
    @About("whether each best evaluation leaves lens.json: where the loss goes (fovea lens)")
        boolean lens) {

  private static final double DEFAULT_EPOCHS = 30;
  private static final long FEWEST_DEFAULT_STEPS = 1000;

  /** The update rule. */
  public enum Optimizer {
    /** Stochastic gradient descent with momentum. */
    SGD,
    /** Adam with decoupled weight decay. */
    ADAMW
  }

  /** How the rate goes on after the warm-up. */
  public enum Schedule {
    /** Multiplied by {@code decay} at each milestone. */
    STEP,
    /** Half a cosine, to 0 at the last step. */
    COSINE,
    /** As it is. */
    CONSTANT
  }

  public TrainBranch {
    milestones = List.copyOf(milestones);
    Check.leaf(steps.filter(n -> n < 1).isEmpty(), "steps", "at least 1, or none");
    Check.leaf(epochs.filter(n -> !(n > 0 && n <= 1e6)).isEmpty(), "epochs", "above 0, or none");
    Check.leaf(minutes.filter(n -> !(n > 0 && n <= 1e6)).isEmpty(), "minutes", "above 0, or none");
    Check.leaf(batch >= 1 && batch <= 4096, "batch", "1 to 4096 images");
    Check.leaf(accumulate >= 1 && accumulate <= 4096, "accumulate", "1 to 4096");
    Check.leaf(rate > 0 && rate <= 100, "rate", "above 0, at most 100");
    Check.leaf(backboneRate > 0 && backboneRate <= 10, "backboneRate", "above 0, at most 10");
    Check.leaf(momentum >= 0 && momentum < 1, "momentum", "at least 0, below 1");
    Check.leaf(weightDecay >= 0 && weightDecay <= 1, "weightDecay", "0 to 1");
    Check.leaf(warmup >= 0, "warmup", "at least 0 steps");
    Check.leaf(ascending(milestones), "milestones", "ascending shares between 0 and 1");
    Check.leaf(decay > 0 && decay <= 1, "decay", "above 0, at most 1");
    Check.leaf(clip >= 0 && clip <= 1e9, "clip", "at least 0 (0: off)");
    Check.leaf(threads >= 0 && threads <= 4096, "threads", "0 (all) to 4096");
    Check.leaf(ahead >= 1 && ahead <= 64, "ahead", "1 to 64 batches");
    Check.leaf(evaluateEvery >= 1, "evaluateEvery", "at least 1 step");
    Check.leaf(checkpointEvery >= 1, "checkpointEvery", "at least 1 step");
    Check.leaf(patience >= 0, "patience", "at least 0 (0: off)");
    Check.together(
        steps.isEmpty() || epochs.isEmpty(),
        "train.steps and train.epochs are both set; set one of them and the other to none");
  }

  private static boolean ascending(List<Double> shares) {
    double last = 0;
    for (double share : shares) {
      if (!(share > last && share < 1)) {
        return false;
      }
      last = share;
    }
    return true;
  }

  /**
   * The optimiser steps for a training set of {@code images} images; nothing when {@code minutes}
   * alone decides. Otherwise {@code minutes}, where set, is an upper limit.
   */
  public OptionalInt plannedSteps(int images) {
    if (steps.isPresent()) {
      return OptionalInt.of(steps.get());
    }
    if (epochs.isPresent()) {
      return OptionalInt.of(stepsIn(epochs.get(), images, 1));
    }
    return minutes.isPresent()
        ? OptionalInt.empty()
        : OptionalInt.of(stepsIn(DEFAULT_EPOCHS, images, FEWEST_DEFAULT_STEPS));
  }

  private int stepsIn(double times, int images, long fewest) {
    double needed = Math.ceil(times * images / ((double) batch * accumulate));
    return Math.toIntExact(Math.min(Integer.MAX_VALUE, Math.max(fewest, (long) needed)));
  }

  /** The rate after the warm-up, before any decay. */
  public double baseRate() {
    return scaleRate ? rate * batch * accumulate / 16 : rate;
  }
}

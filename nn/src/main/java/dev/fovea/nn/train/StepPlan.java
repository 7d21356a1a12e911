package dev.fovea.nn.train;

import dev.fovea.core.loss.LossParts;
import dev.fovea.data.batch.Batch;
import dev.fovea.data.batch.BatchLoader;
import dev.fovea.nn.layer.Pass;
import dev.fovea.nn.network.HeadTensors;
import dev.fovea.nn.network.RetinaNet;
import dev.fovea.nn.settings.Settings;
import dev.fovea.nn.torch.Tensors;
import java.util.Arrays;
import java.util.Collection;
import java.util.OptionalInt;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many steps a run has: given, or as many as fit into the minutes. */
final class StepPlan {
  private static final Logger LOG = LoggerFactory.getLogger(StepPlan.class);

  /** The first passes load kernels and fill caches. */
  private static final int UNTIMED = 2;

  private static final int TIMED = 5;

  /** A forward pass and its post-processing beside a whole training pass of the same image. */
  private static final double EVALUATION_SHARE = 0.5;

  private StepPlan() {}

  /** The settings with the number of steps fixed. */
  static Settings fixed(TrainingInput input) {
    OptionalInt planned = input.settings().train().plannedSteps(input.training().images().size());
    long steps = planned.isPresent() ? planned.getAsInt() : Long.MAX_VALUE;
    if (input.settings().train().minutes().isPresent()) {
      steps = Math.min(steps, fitting(input));
    }
    return input.settings().with("train.steps=" + steps, "train.epochs=none", "train.minutes=none");
  }

  private static long fitting(TrainingInput input) {
    long begin = System.nanoTime();
    double perImage = secondsPerImage(input);
    double left =
        60 * input.settings().train().minutes().orElseThrow() - (System.nanoTime() - begin) / 1e9;
    int validated = input.validation().map(images -> images.images().size()).orElse(0);
    double perStep =
        perImage * input.settings().train().batch() * input.settings().train().accumulate();
    double perEvaluation = EVALUATION_SHARE * perImage * validated;
    double amortised = perStep + perEvaluation / input.settings().train().evaluateEvery();
    long steps = Math.max(1, (long) ((left - perEvaluation) / amortised));
    LOG.info(
        "{} steps of {} s fit into {} minutes",
        steps,
        "%.2f".formatted(perStep),
        input.settings().train().minutes().orElseThrow());
    return steps;
  }

  /**
   * The second slowest of a few passes of a network that is thrown away: a run that ends early is
   * kinder than one that overruns.
   */
  private static double secondsPerImage(TrainingInput input) {
    double[] seconds = new double[TIMED];
    try (TrainingState state = TrainingState.fresh(input);
        BatchLoader loader = input.loader(0)) {
      Collection<Tensor> parameters = state.network().weights().parameters().values();
      for (int pass = -UNTIMED; pass < TIMED; pass++) {
        long begin = System.nanoTime();
        int images = pass(state, loader);
        Gradients.clip(parameters, 1, 0);
        state.optimizer().step(0);
        if (pass >= 0) {
          seconds[pass] = (System.nanoTime() - begin) / 1e9 / images;
        }
      }
    }
    Arrays.sort(seconds);
    return seconds[TIMED - 2];
  }

  private static int pass(TrainingState state, BatchLoader loader) {
    try (Batch batch = loader.next();
        PointerScope scope = new PointerScope();
        Pass pass = state.pass()) {
      HeadTensors outputs = state.network().forward(Tensors.overPixels(batch), pass);
      HeadTensors gradients = outputs.emptyLike();
      LossParts unused = state.batchLoss().withGradient(batch, outputs, gradients);
      LOG.debug("warm-up loss {}", unused.total());
      RetinaNet.backward(outputs, gradients);
      return batch.images();
    }
  }
}

package dev.fovea.nn.train;

import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Adam with decoupled weight decay (Loshchilov &amp; Hutter 2019), as {@code torch.optim.AdamW} has
 * it.
 */
public final class AdamW implements Optimizer {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;
  private static final String MEAN = "mean";
  private static final String SQUARE = "square";

  private final SequencedMap<String, Tensor> parameters;
  private final double weightDecay;
  private final ToDoubleFunction<String> share;
  private final OptimizerState state;

  /** Has no memory of earlier steps yet. */
  public AdamW(SequencedMap<String, Tensor> parameters, double weightDecay) {
    this(parameters, weightDecay, name -> 1);
  }

  /** The same where each parameter has its share of the rate. */
  public AdamW(
      SequencedMap<String, Tensor> parameters, double weightDecay, ToDoubleFunction<String> share) {
    this.share = share;
    this.parameters = parameters;
    this.weightDecay = weightDecay;
    state = new OptimizerState().zeros(parameters, MEAN).zeros(parameters, SQUARE);
  }

  @Override
  public void step(double base) {
    double updates = state.count();
    double meanCorrection = 1 - Math.pow(BETA1, updates);
    double squareCorrection = Math.sqrt(1 - Math.pow(BETA2, updates));
    parameters.forEach(
        (name, weight) -> {
          try (PointerScope scope = new PointerScope();
              NoGradGuard constant = new NoGradGuard()) {
            double rate = base * share.applyAsDouble(name);
            Tensor gradient = weight.grad();
            Tensor mean = state.of(name, MEAN);
            Tensor square = state.of(name, SQUARE);
            weight.mul_(new Scalar(1 - rate * weightDecay));
            mean.lerp_(gradient, new Scalar(1 - BETA1));
            square.mul_(new Scalar(BETA2)).addcmul_(gradient, gradient, new Scalar(1 - BETA2));
            Tensor deviation =
                square.sqrt().div_(new Scalar(squareCorrection)).add_(new Scalar(EPSILON));
            weight.addcdiv_(mean, deviation, new Scalar(-rate / meanCorrection));
          }
        });
  }

  @Override
  public OptimizerState state() {
    return state;
  }
}

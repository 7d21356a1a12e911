package dev.fovea.nn.train;

import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Stochastic gradient descent with momentum, as {@code torch.optim.SGD} has it: {@code v ← m·v + g
 * + λ·w}, {@code w ← w − rate·v}.
 */
public final class MomentumDescent implements Optimizer {
  private static final String VELOCITY = "velocity";

  private final SequencedMap<String, Tensor> parameters;
  private final double momentum;
  private final double weightDecay;
  private final ToDoubleFunction<String> share;
  private final OptimizerState state;

  /** Has no memory of earlier steps yet. */
  public MomentumDescent(
      SequencedMap<String, Tensor> parameters, double momentum, double weightDecay) {
    this(parameters, momentum, weightDecay, name -> 1);
  }

  /** The same where each parameter has its share of the rate. */
  public MomentumDescent(
      SequencedMap<String, Tensor> parameters,
      double momentum,
      double weightDecay,
      ToDoubleFunction<String> share) {
    this.share = share;
    this.parameters = parameters;
    this.momentum = momentum;
    this.weightDecay = weightDecay;
    state = new OptimizerState().zeros(parameters, VELOCITY);
  }

  @Override
  public void step(double rate) {
    state.count();
    parameters.forEach(
        (name, weight) -> {
          try (PointerScope scope = new PointerScope();
              NoGradGuard constant = new NoGradGuard()) {
            Tensor velocity = state.of(name, VELOCITY);
            velocity.mul_(new Scalar(momentum)).add_(weight.grad());
            velocity.add_(weight, new Scalar(weightDecay));
            weight.add_(velocity, new Scalar(-rate * share.applyAsDouble(name)));
          }
        });
  }

  @Override
  public OptimizerState state() {
    return state;
  }
}

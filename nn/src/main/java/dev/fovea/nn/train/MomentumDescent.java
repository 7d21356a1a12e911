package dev.fovea.nn.train;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Stochastic gradient descent with momentum, as {@code torch.optim.SGD} has it: {@code v ← m·v + g
 * + λ·w}, {@code w ← w − rate·v}.
 */
public final class MomentumDescent implements Optimizer {
  private final SequencedMap<String, Tensor> parameters;
  private final SequencedMap<String, Tensor> velocities = new LinkedHashMap<>();
  private final double momentum;
  private final double weightDecay;
  private long updates;

  public MomentumDescent(
      SequencedMap<String, Tensor> parameters, double momentum, double weightDecay) {
    this.parameters = parameters;
    this.momentum = momentum;
    this.weightDecay = weightDecay;
    try (NoGradGuard constant = new NoGradGuard()) {
      parameters.forEach(
          (name, weight) -> velocities.put(name + ".velocity", torch.zeros_like(weight)));
    }
  }

  @Override
  public void step(double rate) {
    parameters.forEach(
        (name, weight) -> {
          try (PointerScope scope = new PointerScope();
              NoGradGuard constant = new NoGradGuard()) {
            Tensor velocity = velocities.get(name + ".velocity");
            velocity.mul_(new Scalar(momentum)).add_(weight.grad());
            velocity.add_(weight, new Scalar(weightDecay));
            weight.add_(velocity, new Scalar(-rate));
          }
        });
    updates++;
  }

  @Override
  public SequencedMap<String, Tensor> state() {
    return velocities;
  }

  @Override
  public long updates() {
    return updates;
  }

  @Override
  public void restore(long made) {
    updates = made;
  }

  @Override
  public void close() {
    velocities.values().forEach(Tensor::close);
  }
}

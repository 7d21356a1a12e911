package dev.fovea.nn.train;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Adam with decoupled weight decay (Loshchilov &amp; Hutter 2019), as {@code torch.optim.AdamW} has
 * it.
 */
public final class AdamW implements Optimizer {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final SequencedMap<String, Tensor> parameters;
  private final SequencedMap<String, Tensor> moments = new LinkedHashMap<>();
  private final double weightDecay;
  private long updates;

  public AdamW(SequencedMap<String, Tensor> parameters, double weightDecay) {
    this.parameters = parameters;
    this.weightDecay = weightDecay;
    try (NoGradGuard constant = new NoGradGuard()) {
      parameters.forEach(
          (name, weight) -> {
            moments.put(name + ".mean", torch.zeros_like(weight));
            moments.put(name + ".square", torch.zeros_like(weight));
          });
    }
  }

  @Override
  public void step(double rate) {
    updates++;
    double meanCorrection = 1 - Math.pow(BETA1, (double) updates);
    double squareCorrection = Math.sqrt(1 - Math.pow(BETA2, (double) updates));
    parameters.forEach(
        (name, weight) -> {
          try (PointerScope scope = new PointerScope();
              NoGradGuard constant = new NoGradGuard()) {
            Tensor gradient = weight.grad();
            Tensor mean = moments.get(name + ".mean");
            Tensor square = moments.get(name + ".square");
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
  public SequencedMap<String, Tensor> state() {
    return moments;
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
    moments.values().forEach(Tensor::close);
  }
}

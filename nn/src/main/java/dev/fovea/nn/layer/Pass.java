package dev.fovea.nn.layer;

import dev.fovea.nn.torch.Precision;
import java.util.IdentityHashMap;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * How a forward pass is made: its precision, whether batch statistics are taken, the parameters as
 * they were cast for it.
 *
 * <p>Casts are kept because the subnets use the same weights on five levels. A training pass is
 * used once, inside one {@code PointerScope}, which frees the casts.
 */
public final class Pass implements AutoCloseable {
  private final Precision precision;
  private final boolean training;
  private final IdentityHashMap<Tensor, Tensor> cast = new IdentityHashMap<>();

  /** A pass whose casts are made when they are first needed. */
  public Pass(Precision precision, boolean training) {
    this.precision = precision;
    this.training = training;
  }

  /** A pass for inference on many threads: every tensor is cast now; {@link #close} frees them. */
  public static Pass forInference(Precision precision, Weights weights) {
    Pass pass = new Pass(precision, false);
    try (NoGradGuard constant = new NoGradGuard()) {
      // Not the parameters alone: those of frozen stages are used as well.
      weights.tensors().values().forEach(pass::weight);
    }
    return pass;
  }

  /** Whether batch norm takes the statistics of the batch. */
  public boolean training() {
    return training;
  }

  /** The number format of activations. */
  public Precision precision() {
    return precision;
  }

  /** The parameter in this pass's precision. */
  public Tensor weight(Tensor parameter) {
    return precision == Precision.FLOAT32
        ? parameter
        : cast.computeIfAbsent(parameter, weight -> weight.to(precision.type()));
  }

  @Override
  public void close() {
    cast.values().forEach(Tensor::close);
    cast.clear();
  }
}

package dev.fovea.nn.layer;

import dev.fovea.nn.torch.Precision;
import java.util.IdentityHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * One forward pass: its precision, whether batch statistics are taken, and the parameters as they were cast for it.
 *
 * <p>Casts are kept because the subnets use the same weights on five levels; a pass must be used inside one
 * {@code PointerScope} and not after it.
 */
public final class Pass {
  private final Precision precision;
  private final boolean training;
  private final Map<Tensor, Tensor> cast = new IdentityHashMap<>();

  public Pass(Precision precision, boolean training) {
    this.precision = precision;
    this.training = training;
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
}

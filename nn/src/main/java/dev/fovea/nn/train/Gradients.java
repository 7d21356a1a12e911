package dev.fovea.nn.train;

import java.util.Collection;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** The gradients of all parameters as one vector. */
final class Gradients {
  private Gradients() {}

  /** Forgets them, so that the next backward pass sets them. */
  static void clear(Collection<Tensor> parameters) {
    try (PointerScope scope = new PointerScope()) {
      parameters.forEach(parameter -> parameter.mutable_grad().reset());
    }
  }

  /**
   * Scales the gradients by {@code factor}, then so that their joint Euclidean norm is at most
   * {@code limit} (as torch's {@code clip_grad_norm_}).
   *
   * @param limit 0 for none
   * @return the norm between the two
   */
  static double clip(Collection<Tensor> parameters, double factor, double limit) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard constant = new NoGradGuard()) {
      double squares = 0;
      for (Tensor parameter : parameters) {
        double length = parameter.grad().norm().item_double();
        squares += length * length;
      }
      double norm = factor * Math.sqrt(squares);
      double scale = limit > 0 && norm > limit ? factor * limit / (norm + 1e-6) : factor;
      if (scale != 1) {
        Scalar by = new Scalar(scale);
        parameters.forEach(parameter -> parameter.grad().mul_(by));
      }
      return norm;
    }
  }
}

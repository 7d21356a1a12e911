package dev.fovea.nn.train;

import java.util.Collection;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** The length of the whole gradient, held under a limit. */
final class GradientClipping {
  private GradientClipping() {}

  /**
   * Scales the gradients so that their joint Euclidean norm is at most {@code limit} (as torch's {@code clip_grad_norm_}).
   *
   * @param limit 0 for none
   * @return the norm before
   */
  static double clip(Collection<Tensor> parameters, double limit) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard constant = new NoGradGuard()) {
      double squares = 0;
      for (Tensor parameter : parameters) {
        double norm = parameter.grad().norm().item_double();
        squares += norm * norm;
      }
      double norm = Math.sqrt(squares);
      if (limit > 0 && norm > limit) {
        Scalar factor = new Scalar(limit / (norm + 1e-6));
        parameters.forEach(parameter -> parameter.grad().mul_(factor));
      }
      return norm;
    }
  }
}

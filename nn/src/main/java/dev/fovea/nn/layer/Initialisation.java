package dev.fovea.nn.layer;

import java.util.function.Consumer;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The laws that weights are drawn from before training. Convolutions have shape {@code [out, in, k,
 * k]}.
 */
public final class Initialisation {
  private Initialisation() {}

  /** N(0, deviation²): the two subnets (paper, section 4.1). */
  public static Consumer<Tensor> normal(double deviation) {
    return weight -> weight.normal_(0, deviation, new GeneratorOptional());
  }

  /** N(0, 2 / fan out): a residual network from scratch (He et al. 2015, as torchvision has it). */
  public static Consumer<Tensor> kaimingNormal() {
    return kaimingNormal(1);
  }

  /** The same where an input reaches the outputs of its own one of {@code groups} alone. */
  public static Consumer<Tensor> kaimingNormal(int groups) {
    return weight -> {
      double fanOut = weight.size(0) / groups * weight.size(2) * weight.size(3);
      normal(Math.sqrt(2 / fanOut)).accept(weight);
    };
  }

  /** U(±√(3 / fan in)): {@code kaiming_uniform} with a = 1, for the pyramid. */
  public static Consumer<Tensor> kaimingUniform() {
    return weight -> {
      double fanIn = weight.size(1) * weight.size(2) * weight.size(3);
      double bound = Math.sqrt(3 / fanIn);
      weight.uniform_(-bound, bound, new GeneratorOptional());
    };
  }

  /** The same value everywhere. */
  public static Consumer<Tensor> constant(double value) {
    return weight -> weight.fill_(new Scalar(value));
  }
}

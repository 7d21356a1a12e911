package dev.fovea.core.loss;

import java.lang.System.Logger.Level;

/** The choice between the vector kernel and its scalar twin, made once. */
final class FocalKernels {
  /** Above it, the rounding of γ·log1p(e^u) in float32 nears the 1e-5 that kernels promise. */
  static final double MAXIMUM_GAMMA = 16;

  private FocalKernels() {}

  /** The fastest kernel that this machine has for {@code loss}. */
  static LossKernel of(FocalLoss loss) {
    if (loss.gamma() > MAXIMUM_GAMMA || loss.weight(false) == 0) {
      return new DefinitionKernel(loss);
    }
    return Choice.VECTOR ? vector(loss) : new ScalarFocalKernel(loss);
  }

  /** The same for weights by class, which costs a multiplication for each logit. */
  static LossKernel of(ClassWiseFocalLoss loss) {
    if (loss.gamma() > MAXIMUM_GAMMA || loss.alphas().contains(1.0)) {
      return new DefinitionKernel(loss);
    }
    return Choice.VECTOR ? vector(loss) : new ScalarFocalKernel(loss);
  }

  /** In a method of its own: the class with Vector types is loaded when this runs, not before. */
  private static LossKernel vector(FocalLoss loss) {
    return new VectorFocalKernel(loss);
  }

  private static LossKernel vector(ClassWiseFocalLoss loss) {
    return new VectorFocalKernel(loss);
  }

  /** Initialised at the first choice, so that the warning comes once. */
  private static final class Choice {
    static final boolean VECTOR = choose();

    private static boolean choose() {
      if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
        warn(
            "the module jdk.incubator.vector is absent; start Java with"
                + " --add-modules jdk.incubator.vector");
        return false;
      }
      if (!VectorFocalKernel.isSupported()) {
        warn("this machine's vectors are narrower than 128 bits");
        return false;
      }
      return true;
    }

    private static void warn(String reason) {
      System.getLogger(FocalKernels.class.getName())
          .log(Level.WARNING, "The loss runs on its slow scalar kernel: " + reason + ".");
    }
  }
}

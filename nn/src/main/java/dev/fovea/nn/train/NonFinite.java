package dev.fovea.nn.train;

import dev.fovea.core.FoveaException;
import dev.fovea.core.loss.LossParts;
import java.util.ArrayList;
import java.util.List;

/** Stops a run at the first value that is not a number, and says where it came from. */
final class NonFinite {
  private NonFinite() {}

  /** Throws unless every image's loss is finite. */
  static void requireFinite(LossParts loss, long step, List<String> images) {
    if (loss.isFinite()) {
      return;
    }
    List<String> culprits = new ArrayList<>();
    for (int image = 0; image < images.size(); image++) {
      name(culprits, "classification loss", loss.classificationPerImage()[image], images, image);
      name(culprits, "box loss", loss.boxPerImage()[image], images, image);
    }
    throw failure(step, String.join("; ", culprits));
  }

  private static void name(
      List<String> culprits, String component, double value, List<String> images, int image) {
    if (!Double.isFinite(value)) {
      culprits.add(component + " " + value + " in image " + images.get(image));
    }
  }

  /** Throws unless the gradient's length is finite. */
  static void requireFinite(double gradientNorm, long step, List<String> images) {
    if (!Double.isFinite(gradientNorm)) {
      throw failure(
          step,
          "the gradient's norm is " + gradientNorm + " though the loss is finite; images "
              + String.join(", ", images));
    }
  }

  private static FoveaException failure(long step, String what) {
    return new FoveaException(
        FoveaException.Cause.DATA,
        "step " + step + ": " + what
            + ". The last checkpoint stands; try a lower train.rate, a longer train.warmup,"
            + " train.clip, or train.precision: float32.");
  }
}

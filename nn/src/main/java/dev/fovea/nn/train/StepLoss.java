package dev.fovea.nn.train;

import dev.fovea.core.FoveaException;
import dev.fovea.core.loss.LossParts;
import java.util.ArrayList;
import java.util.List;

/**
 * The loss of one step, over all its parts; the first value that is not a number ends the run here.
 */
final class StepLoss {
  private final long step;
  private final List<String> images = new ArrayList<>();
  private double classification;
  private double box;
  private int parts;

  StepLoss(long step) {
    this.step = step;
  }

  /**
   * Adds a forward pass.
   *
   * @throws FoveaException naming step, image and component, where a value is infinite or NaN
   */
  void addFinite(LossParts loss, List<String> names) {
    if (!loss.isFinite()) {
      throw failure(culprits(loss, names));
    }
    images.addAll(names);
    classification += loss.classification();
    box += loss.box();
    parts++;
  }

  private static String culprits(LossParts loss, List<String> names) {
    List<String> culprits = new ArrayList<>();
    for (int image = 0; image < names.size(); image++) {
      double[] values = {loss.classificationPerImage()[image], loss.boxPerImage()[image]};
      for (int component = 0; component < 2; component++) {
        if (!Double.isFinite(values[component])) {
          String name = component == 0 ? "classification loss " : "box loss ";
          culprits.add(name + values[component] + " in image " + names.get(image));
        }
      }
    }
    return String.join("; ", culprits);
  }

  /** Throws unless the gradient's length is finite. */
  void requireFinite(double gradientNorm) {
    if (!Double.isFinite(gradientNorm)) {
      throw failure(
          "the gradient's norm is "
              + gradientNorm
              + " though the loss is finite, images "
              + String.join(", ", images));
    }
  }

  private FoveaException failure(String what) {
    return new FoveaException(
        FoveaException.Cause.DATA,
        "Step "
            + step
            + ": "
            + what
            + ". The last checkpoint stands. Try a lower train.rate, a longer train.warmup,"
            + " train.clip, or train.precision: float32.",
        new ArithmeticException(what));
  }

  /** Counted from 1. */
  long step() {
    return step;
  }

  /** Images in all parts. */
  int images() {
    return images.size();
  }

  /** Mean over the parts. */
  double classification() {
    return classification / parts;
  }

  /** Mean over the parts. */
  double box() {
    return box / parts;
  }
}

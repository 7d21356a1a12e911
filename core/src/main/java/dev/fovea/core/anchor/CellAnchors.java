package dev.fovea.core.anchor;

import dev.fovea.core.anchor.AnchorSettings.Centre;
import dev.fovea.core.anchor.AnchorSettings.Order;

/** The anchors of one cell of a level, relative to the cell's own point. */
final class CellAnchors {
  private CellAnchors() {}

  /**
   * Corners {@code [A, 4]} relative to the cell's point.
   *
   * @param stride 2^level, pixels
   */
  static float[] of(AnchorSettings settings, double size, int stride) {
    float[] corners = new float[4 * settings.anchorsPerCell()];
    int scales = settings.scales().size();
    int ratios = settings.ratios().size();
    for (int scale = 0; scale < scales; scale++) {
      for (int ratio = 0; ratio < ratios; ratio++) {
        int anchor =
            settings.order() == Order.RATIO_MAJOR ? ratio * scales + scale : scale * ratios + ratio;
        double[] sides = sides(settings, size * settings.scales().get(scale), ratio, stride);
        place(settings, sides, stride, corners, 4 * anchor);
      }
    }
    return corners;
  }

  /** Width, height. */
  private static double[] sides(AnchorSettings settings, double side, int index, int stride) {
    double ratio = settings.ratios().get(index);
    return switch (settings.rounding()) {
      case EXACT -> {
        double width = Math.sqrt(side * side / ratio);
        yield new double[] {width, ratio * width};
      }
      case TORCHVISION -> {
        // In float, as torchvision's generate_anchors: a tie of the rounding is decided there.
        float height = (float) Math.sqrt((float) ratio);
        float truncated = (int) side;
        yield new double[] {1 / height * truncated, height * truncated};
      }
      case DETECTRON -> {
        double width = Math.rint(Math.sqrt((double) stride * stride / ratio));
        double height = Math.rint(width * ratio);
        yield new double[] {width * (side / stride), height * (side / stride)};
      }
    };
  }

  private static void place(
      AnchorSettings settings, double[] sides, int stride, float[] corners, int at) {
    for (int axis = 0; axis < 2; axis++) {
      double half = sides[axis] / 2;
      if (settings.rounding() == AnchorSettings.Rounding.TORCHVISION) {
        half = Math.rint(half);
      }
      double low = -half;
      double high = half;
      if (settings.centre() == Centre.DETECTRON) {
        // First and last pixel around (stride − 1)/2; the continuous end is one further.
        double middle = (stride - 1) / 2.0;
        low = middle - (sides[axis] - 1) / 2;
        high = middle + (sides[axis] - 1) / 2 + 1;
      }
      corners[at + axis] = (float) low;
      corners[at + axis + 2] = (float) high;
    }
  }
}

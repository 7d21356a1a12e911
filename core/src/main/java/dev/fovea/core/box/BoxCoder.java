package dev.fovea.core.box;

/**
 * The regression targets of a box relative to an anchor: {@code dx = (x − xₐ)/wₐ}, {@code dw =
 * log(w/wₐ)}, for y likewise, with x the centre.
 *
 * <p>Faithful to torchvision's {@code det_utils.BoxCoder} with weights of 1, including the order of
 * the float operations.
 *
 * @param least lower bound of dw, dh when decoding; −∞ for none
 * @param limit upper bound of dw, dh when decoding, so that exp cannot overflow
 */
public record BoxCoder(float least, float limit) {
  /** The limit of every implementation: {@code log(1000/16)}, a box of 62.5 anchor widths. */
  private static final float USUAL_LIMIT = (float) Math.log(1000.0 / 16);

  /** Limits growth alone. */
  public static final BoxCoder DEFAULT = new BoxCoder(Float.NEGATIVE_INFINITY, USUAL_LIMIT);

  /**
   * Limits shrinking to the same factor: MMDetection's {@code delta2bbox}, {@code wh_ratio_clip}.
   */
  public static final BoxCoder SYMMETRIC = new BoxCoder(-USUAL_LIMIT, USUAL_LIMIT);

  public BoxCoder {
    if (!(Float.isFinite(limit) && least < limit)) {
      // No setting leads here; and this package stays below the one of FoveaException.
      throw new IllegalArgumentException(
          "limits of dw, dh must be in order, the upper finite, are " + least + ", " + limit);
    }
  }

  /**
   * Writes dx, dy, dw, dh of one box.
   *
   * @param anchors {@code [N, 4]}
   * @param anchor row of {@code anchors}
   * @param boxes {@code [M, 4]}
   * @param box row of {@code boxes}; an empty box gives infinite or NaN deltas
   * @param deltas the four results
   */
  public void encode(float[] anchors, int anchor, float[] boxes, int box, float[] deltas) {
    for (int axis = 0; axis < 2; axis++) {
      int a = 4 * anchor + axis;
      int b = 4 * box + axis;
      float anchorSize = anchors[a + 2] - anchors[a];
      float anchorCentre = anchors[a] + 0.5f * anchorSize;
      float size = boxes[b + 2] - boxes[b];
      float centre = boxes[b] + 0.5f * size;
      deltas[axis] = (centre - anchorCentre) / anchorSize;
      deltas[axis + 2] = (float) Math.log(size / anchorSize);
    }
  }

  /**
   * Writes the box that four deltas stand for; NaN in gives NaN out.
   *
   * @param anchors {@code [N, 4]}
   * @param anchor row of {@code anchors}
   * @param deltas dx, dy, dw, dh
   * @param boxes {@code [M, 4]}
   * @param box row of {@code boxes} that is written
   */
  public void decode(float[] anchors, int anchor, float[] deltas, float[] boxes, int box) {
    for (int axis = 0; axis < 2; axis++) {
      int a = 4 * anchor + axis;
      float anchorSize = anchors[a + 2] - anchors[a];
      float anchorCentre = anchors[a] + 0.5f * anchorSize;
      float centre = deltas[axis] * anchorSize + anchorCentre;
      float growth = Math.max(least, Math.min(deltas[axis + 2], limit));
      float half = 0.5f * ((float) Math.exp(growth) * anchorSize);
      boxes[4 * box + axis] = centre - half;
      boxes[4 * box + axis + 2] = centre + half;
    }
  }
}

package dev.fovea.core.loss;

import dev.fovea.core.box.Box;

/**
 * What one positive anchor's deltas should say.
 *
 * @param deltas {@code [4]}: dx, dy, dw, dh of {@code truth} as coded by {@code anchor}
 * @param anchor in pixels of the network's input; for losses that compare decoded boxes
 * @param truth in the same pixels
 */
public record BoxTarget(float[] deltas, Box anchor, Box truth) {
  public BoxTarget {
    if (deltas.length != 4) {
      throw new IllegalArgumentException(deltas.length + " deltas; a box has 4");
    }
  }
}

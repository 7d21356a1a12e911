package dev.fovea.core.anchor;

import dev.fovea.core.FoveaException;
import java.util.ArrayList;
import java.util.List;

/**
 * The cells of one pyramid level.
 *
 * @param height rows
 * @param width columns
 */
public record GridSize(int height, int width) {
  public GridSize {
    if (height < 1 || width < 1) {
      throw FoveaException.user(
          "A grid of " + height + "×" + width + " cells has no anchors; give 1×1 or more.");
    }
  }

  /**
   * The levels P3, P4, … of an input: each stride-2 convolution halves the size, rounded up.
   *
   * @param levels how many, from P3
   * @param height of the network's input, pixels
   * @param width of the network's input, pixels
   */
  public static List<GridSize> pyramid(int levels, int height, int width) {
    List<GridSize> sizes = new ArrayList<>();
    GridSize size = new GridSize(height, width).halved().halved().halved();
    for (int level = 0; level < levels; level++) {
      sizes.add(size);
      size = size.halved();
    }
    return List.copyOf(sizes);
  }

  private GridSize halved() {
    return new GridSize((height - 1) / 2 + 1, (width - 1) / 2 + 1);
  }
}

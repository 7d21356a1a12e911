package dev.fovea.data.tile;

import dev.fovea.core.FoveaException;
import dev.fovea.core.tile.Tiling;

/**
 * How a data set is cut into tiles.
 *
 * @param tiling where the tiles lie
 * @param visibleShare share of an object's area that a tile must show for it to be an object there,
 *     in {@code (0, 1]}; less of it is a region to ignore
 * @param background share of the tiles without an object that are kept, in {@code [0, 1]}
 * @param seed of the choice of these
 */
public record TileSettings(Tiling tiling, double visibleShare, double background, long seed) {
  public TileSettings {
    if (!(visibleShare > 0 && visibleShare <= 1)) {
      throw FoveaException.user(
          "a visible share of " + visibleShare + "; accepted: above 0, at most 1");
    }
    if (!(background >= 0 && background <= 1)) {
      throw FoveaException.user(
          "a share of background tiles of " + background + "; accepted: 0 to 1");
    }
  }
}

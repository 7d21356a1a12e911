package dev.fovea.core.tile;

import dev.fovea.core.FoveaException;
import dev.fovea.core.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * How large pictures are cut: into squares of one size that begin every {@code tile − overlap}
 * pixels, the last of a row or column moved in so that it ends with the picture.
 *
 * <p>An object no larger than the overlap is whole in one tile at least.
 *
 * @param tile side in pixels, at least 1; a picture's own side where that is smaller
 * @param overlap pixels that neighbours share at least, 0 to below {@code tile}
 */
public record Tiling(int tile, int overlap) {
  public Tiling {
    if (tile < 1) {
      throw FoveaException.user("a tile of " + tile + " pixels; accepted: 1 or more");
    }
    if (overlap < 0 || overlap >= tile) {
      throw FoveaException.user(
          "an overlap of %d pixels between tiles of %d; accepted: 0 to %d"
              .formatted(overlap, tile, tile - 1));
    }
  }

  /** The tiles of a picture, row by row; together they cover it. */
  public List<Window> windows(int width, int height) {
    List<Window> windows = new ArrayList<>();
    for (int top : starts(height)) {
      for (int left : starts(width)) {
        windows.add(new Window(left, top, Math.min(tile, width), Math.min(tile, height)));
      }
    }
    return windows;
  }

  private List<Integer> starts(int length) {
    List<Integer> starts = new ArrayList<>(List.of(0));
    while (starts.getLast() + tile < length) {
      starts.add(Math.min(starts.getLast() + tile - overlap, length - tile));
    }
    return starts;
  }
}

package dev.fovea.core.anchor;

import dev.fovea.core.Size;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The anchor grids of the input sizes seen so far. */
public final class AnchorGrids {
  /** Scale jitter makes many sizes: beyond this number the grids are made anew. */
  private static final int MOST = 64;

  private final AnchorSettings settings;
  private final Map<Size, AnchorGrid> grids = new ConcurrentHashMap<>();

  /** No grid yet; each is made when it is first asked for. */
  public AnchorGrids(AnchorSettings settings) {
    this.settings = settings;
  }

  /** The grid of a padded input of this size. */
  public AnchorGrid of(int width, int height) {
    if (grids.size() > MOST) {
      grids.clear();
    }
    return grids.computeIfAbsent(
        new Size(width, height), size -> AnchorGrid.of(settings, width, height));
  }
}

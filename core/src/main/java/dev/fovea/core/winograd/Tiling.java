package dev.fovea.core.winograd;

import java.util.ArrayList;
import java.util.List;

/**
 * The square tiles that cover feature maps of several sizes, such as a pyramid's levels; tiles of a
 * map's last row and column may reach beyond it. They are numbered through all maps and images, row
 * by row.
 *
 * @param maps their shapes
 * @param side pixels of a tile's side
 */
public record Tiling(List<MapShape> maps, int side) {
  /** A copy of the list. */
  public Tiling {
    maps = List.copyOf(maps);
  }

  /** Some consecutive tiles, in the hands of one thread. */
  public record Part(Tiling tiling, int from, int end) {
    /** T: how many they are. */
    public int tiles() {
      return end - from;
    }
  }

  /** All tiles, {@code most} in each part but the last. */
  public List<Part> parts(int most) {
    List<Part> parts = new ArrayList<>();
    int tiles = tiles();
    for (int from = 0; from < tiles; from += most) {
      parts.add(new Part(this, from, Math.min(from + most, tiles)));
    }
    return parts;
  }

  /** The number of tiles. */
  public int tiles() {
    return maps.stream().mapToInt(this::tiles).sum();
  }

  int tiles(MapShape map) {
    return map.images() * rows(map) * columns(map);
  }

  /** Rows of tiles in one image. */
  int rows(MapShape map) {
    return (map.height() - 1) / side + 1;
  }

  /** Tiles in a row. */
  int columns(MapShape map) {
    return (map.width() - 1) / side + 1;
  }
}

package dev.fovea.core.winograd;

/** Moves through the tiles of a part and knows where each one lies. */
final class TileCursor {
  private final Tiling.Part part;
  private MapShape shape;
  private int tile = -1;
  private int map;
  private int tilesBefore;
  private int image;
  private int top;
  private int left;

  /** Before the first tile. */
  TileCursor(Tiling.Part part) {
    this.part = part;
    this.shape = part.tiling().maps().getFirst();
  }

  /** Goes to the next tile, if there is one. */
  boolean next() {
    tile++;
    if (tile >= part.tiles()) {
      return false;
    }
    Tiling tiling = part.tiling();
    int number = part.from() + tile - tilesBefore;
    while (number >= tiling.tiles(shape)) {
      number -= tiling.tiles(shape);
      tilesBefore += tiling.tiles(shape);
      map++;
      shape = tiling.maps().get(map);
    }
    int row = number / tiling.columns(shape);
    image = row / tiling.rows(shape);
    top = row % tiling.rows(shape) * tiling.side();
    left = number % tiling.columns(shape) * tiling.side();
    return true;
  }

  /** The tile's number in its part. */
  int tile() {
    return tile;
  }

  /** The number of the map that it lies on. */
  int map() {
    return map;
  }

  /** Whether this row of pixels, counted from the tile's first, lies on the map. */
  boolean isInside(int down) {
    int y = top + down;
    return y >= 0 && y < shape.height();
  }

  /** The first column that lies on the map, counted from {@code offset} beside the tile's first. */
  int firstInside(int offset) {
    return Math.max(0, -(left + offset));
  }

  /** The end of those that do, at most {@code count}. */
  int endInside(int offset, int count) {
    return Math.min(count, shape.width() - (left + offset));
  }

  /** The number among all of the map of this pixel, counted from the tile's first. */
  long pixel(int down, int right) {
    return ((long) image * shape.height() + top + down) * shape.width() + left + right;
  }
}

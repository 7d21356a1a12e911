package dev.fovea.core.winograd;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * One tile's {@code [4, 4, C]} numbers on their way, which moves from tile to tile.
 *
 * <p>With 256 channels these are 16 KB and fit the first-level cache; each transform works on them
 * in place.
 */
final class Patch {
  static final int SIDE = 4;

  private final TileRows rows;
  private final MapShape shape;
  private final int channels;
  private final float[] values;
  private final Elements elements;
  private int tile = -1;
  private int image;
  private int top;
  private int left;

  /** One dimension's transform of numbers that lie {@code step} apart, in place. */
  interface Transform {
    void apply(float[] values, int at, int step, int channels);
  }

  /** Before the first tile. */
  Patch(TileRows rows) {
    this.rows = rows;
    this.shape = rows.shape();
    this.channels = shape.channels();
    this.values = new float[SIDE * SIDE * channels];
    this.elements = new Elements(SIDE * channels);
  }

  /** Goes to the next tile, if there is one. */
  boolean next() {
    tile++;
    int row = rows.from() + tile / shape.tileColumns();
    image = row / shape.rowsOfImage();
    top = 2 * (row % shape.rowsOfImage());
    left = 2 * (tile % shape.tileColumns());
    return tile < rows.tiles();
  }

  /** Transforms the first {@code count} rows. */
  void alongRows(int count, Transform transform) {
    for (int row = 0; row < count; row++) {
      transform.apply(values, row * SIDE * channels, channels, channels);
    }
  }

  /** Transforms the first {@code count} columns. */
  void alongColumns(int count, Transform transform) {
    for (int column = 0; column < count; column++) {
      transform.apply(values, column * channels, SIDE * channels, channels);
    }
  }

  /** Reads {@code side} × {@code side} pixels from {@code offset} beside the tile's first on. */
  void readPixels(MemorySegment maps, int offset, int side) {
    int x = left + offset;
    int first = Math.max(0, -x);
    int end = Math.min(side, shape.width() - x);
    for (int row = 0; row < side; row++) {
      int y = top + offset + row;
      int at = row * SIDE * channels;
      boolean inside = y >= 0 && y < shape.height();
      int begin = inside ? first : side;
      Arrays.fill(values, at, at + begin * channels, 0f);
      if (inside) {
        elements.read(
            maps, pixel(y, x + first), values, at + first * channels, (end - first) * channels);
        Arrays.fill(values, at + end * channels, at + side * channels, 0f);
      }
    }
  }

  /** Writes the first 2×2 where they lie on the map. */
  void writePixels(MemorySegment maps) {
    int count = Math.min(2, shape.width() - left) * channels;
    for (int row = 0; row < Math.min(2, shape.height() - top); row++) {
      elements.write(values, row * SIDE * channels, maps, pixel(top + row, left), count);
    }
  }

  /** Adds to each of the first 2×2. */
  void add(float[] bias) {
    for (int pixel = 0; pixel < 4; pixel++) {
      Elements.add(bias, 0, values, corner(pixel), channels);
    }
  }

  /** Adds each of the first 2×2 to {@code sums}. */
  void addTo(float[] sums) {
    for (int pixel = 0; pixel < 4; pixel++) {
      Elements.add(values, corner(pixel), sums, 0, channels);
    }
  }

  void readTile(MemorySegment tiles) {
    for (int place = 0; place < SIDE * SIDE; place++) {
      elements.read(tiles, tile(place), values, place * channels, channels);
    }
  }

  void writeTile(MemorySegment tiles) {
    for (int place = 0; place < SIDE * SIDE; place++) {
      elements.write(values, place * channels, tiles, tile(place), channels);
    }
  }

  private int corner(int pixel) {
    return (pixel / 2 * SIDE + pixel % 2) * channels;
  }

  private long tile(int place) {
    return ((long) place * rows.tiles() + tile) * channels;
  }

  private long pixel(int y, int x) {
    return (((long) image * shape.height() + y) * shape.width() + x) * channels;
  }
}

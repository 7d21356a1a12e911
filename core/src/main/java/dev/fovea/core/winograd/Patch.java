package dev.fovea.core.winograd;

import static dev.fovea.core.winograd.Filtering.FLOATS;
import static dev.fovea.core.winograd.Filtering.read;

import dev.fovea.core.head.ElementType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * The numbers of one tile on their way, {@code [m + 2, m + 2, C]}. Each transform works on them in
 * place.
 */
final class Patch {
  private final Elements elements;
  private final int side;
  private final int channels;
  private final float[] values;

  /** One dimension's transform of numbers that lie {@code step} apart, in place. */
  interface Transform {
    void apply(float[] values, int at, int step, int count);
  }

  Patch(ElementType type, int side, int channels) {
    this.side = side;
    this.channels = channels;
    this.values = new float[side * side * channels];
    this.elements = Elements.of(type, values.length);
  }

  /** Transforms the first {@code count} rows. */
  void alongRows(int count, Transform transform) {
    for (int row = 0; row < count; row++) {
      transform.apply(values, at(row, 0), channels, channels);
    }
  }

  /** Transforms the first {@code count} columns, which lie side by side. */
  void alongColumns(int count, Transform transform) {
    transform.apply(values, 0, side * channels, count * channels);
  }

  /**
   * Reads {@code count} × {@code count} pixels, the first {@code offset} beside the tile's first;
   * zeros around the maps.
   */
  void readPixels(Maps maps, TileCursor tile, int offset, int count) {
    int begin = tile.firstInside(offset);
    int end = tile.endInside(offset, count);
    for (int row = 0; row < count; row++) {
      boolean inside = tile.isInside(row + offset);
      int first = inside ? begin : count;
      Arrays.fill(values, at(row, 0), at(row, first), 0f);
      if (inside) {
        long from = maps.at(tile, row + offset, first + offset);
        elements.read(maps.memory(tile), from, values, at(row, first), (end - first) * channels);
        Arrays.fill(values, at(row, end), at(row, count), 0f);
      }
    }
  }

  /** Adds what lies on the map to the first {@code count} × {@code count}. */
  void addPixels(Maps maps, TileCursor tile, int count) {
    forEachRun(
        maps,
        tile,
        count,
        (memory, place, at, numbers) -> elements.add(memory, place, values, at, numbers));
  }

  /** Writes the first {@code count} × {@code count} where they lie on the map. */
  void writePixels(Maps maps, TileCursor tile, int count) {
    forEachRun(
        maps,
        tile,
        count,
        (memory, place, at, numbers) -> elements.write(values, at, memory, place, numbers));
  }

  private interface Run {
    void accept(MemorySegment memory, long place, int at, int numbers);
  }

  /** A row's pixels side by side, or each alone where the maps have fewer channels. */
  private void forEachRun(Maps maps, TileCursor tile, int count, Run run) {
    int inside = tile.endInside(0, count);
    int pixels = maps.channels() == channels ? inside : 1;
    for (int row = 0; row < count && tile.isInside(row); row++) {
      for (int column = 0; column < inside; column += pixels) {
        long place = maps.at(tile, row, column);
        run.accept(maps.memory(tile), place, at(row, column), pixels * maps.channels());
      }
    }
  }

  /** Adds to each of the first {@code count} × {@code count}. */
  void add(float[] bias, int count) {
    for (int row = 0; row < count; row++) {
      for (int column = 0; column < count; column++) {
        add(bias, 0, values, at(row, column));
      }
    }
  }

  /** Adds each of the first {@code count} × {@code count} to {@code sums}. */
  void addTo(float[] sums, int count) {
    for (int row = 0; row < count; row++) {
      for (int column = 0; column < count; column++) {
        add(values, at(row, column), sums, 0);
      }
    }
  }

  private void add(float[] source, int from, float[] target, int to) {
    for (int i = 0; i < channels; i += FLOATS.length()) {
      read(source, from + i).add(read(target, to + i)).intoArray(target, to + i);
    }
  }

  /** Limits the first {@code count} × {@code count}; NaN stays NaN. */
  void clamp(float least, float most, int count) {
    for (int row = 0; row < count; row++) {
      for (int i = at(row, 0); i < at(row, count); i += FLOATS.length()) {
        read(values, i).max(least).min(most).intoArray(values, i);
      }
    }
  }

  void readTile(TileNumbers tiles, TileCursor tile) {
    if (tiles.isByTile()) {
      elements.read(tiles.memory(), tiles.at(0, tile.tile()), values, 0, values.length);
      return;
    }
    for (int place = 0; place < side * side; place++) {
      long from = tiles.at(place, tile.tile());
      elements.read(tiles.memory(), from, values, place * channels, channels);
    }
  }

  void writeTile(TileNumbers tiles, TileCursor tile) {
    if (tiles.isByTile()) {
      elements.write(values, 0, tiles.memory(), tiles.at(0, tile.tile()), values.length);
      return;
    }
    for (int place = 0; place < side * side; place++) {
      long to = tiles.at(place, tile.tile());
      elements.write(values, place * channels, tiles.memory(), to, channels);
    }
  }

  private int at(int row, int column) {
    return (row * side + column) * channels;
  }
}

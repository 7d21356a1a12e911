package dev.fovea.core.winograd;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Some rows of tiles, numbered through all images, in the hands of one thread.
 *
 * @param shape of the maps
 * @param from the first row
 * @param end after the last
 */
public record TileRows(MapShape shape, int from, int end) {
  /** All rows in parts of about {@code tiles} tiles. */
  public static List<TileRows> parts(MapShape shape, int tiles) {
    int rows = shape.tileRows();
    int parts = (rows - 1) / Math.max(1, tiles / shape.tileColumns()) + 1;
    return IntStream.range(0, parts)
        .mapToObj(part -> new TileRows(shape, rows * part / parts, rows * (part + 1) / parts))
        .toList();
  }

  /** T: the tiles of these rows. */
  public int tiles() {
    return (end - from) * shape.tileColumns();
  }
}

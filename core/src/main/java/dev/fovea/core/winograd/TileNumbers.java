package dev.fovea.core.winograd;

import java.lang.foreign.MemorySegment;

/**
 * The numbers of some tiles at the places that a transform takes them to.
 *
 * @param memory holds them
 * @param channels C, a multiple of 16
 * @param placeStride elements from a place to the next
 * @param tileStride elements from a tile to the next
 */
public record TileNumbers(MemorySegment memory, int channels, long placeStride, long tileStride) {
  /** {@code [places, T, C]}: a matrix for each place. */
  public static TileNumbers byPlace(MemorySegment memory, int tiles, int channels) {
    return new TileNumbers(memory, channels, (long) tiles * channels, channels);
  }

  /** {@code [T, places, C]}: a row for each tile. */
  public static TileNumbers byTile(MemorySegment memory, int places, int channels) {
    return new TileNumbers(memory, channels, channels, (long) places * channels);
  }

  /** Whether all of a tile lies in one run. */
  boolean isByTile() {
    return placeStride == channels;
  }

  long at(int place, int tile) {
    return place * placeStride + tile * tileStride;
  }
}

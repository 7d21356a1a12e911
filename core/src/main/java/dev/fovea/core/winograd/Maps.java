package dev.fovea.core.winograd;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * The numbers of feature maps.
 *
 * @param memory of each map, {@code [N, H, W, C]}
 * @param channels C
 */
public record Maps(List<MemorySegment> memory, int channels) {
  /** A copy of the list. */
  public Maps {
    memory = List.copyOf(memory);
  }

  /** The map of a tile. */
  MemorySegment memory(TileCursor tile) {
    return memory.get(tile.map());
  }

  /** Where the channels of a pixel begin, counted from the tile's first. */
  long at(TileCursor tile, int down, int right) {
    return tile.pixel(down, right) * channels;
  }
}

package dev.fovea.data.tile;

import dev.fovea.data.Dataset;

/**
 * A split cut into tiles, with what became of it.
 *
 * @param dataset its images are tiles
 * @param cut pieces of objects too small to be objects, which became regions to ignore
 * @param left tiles without an object that were left out
 */
public record TiledSplit(Dataset dataset, long cut, long left) {}

package dev.fovea.core.eval;

/**
 * What became of one class's detections; bit {@code t} of a word is the IoU threshold {@code t}.
 *
 * @param hits {@code [areas, n]}: found an object
 * @param ignored {@code [areas, n]}: neither right nor wrong
 * @param objects {@code [areas]}: objects that were to be found
 */
record ClassMatches(int[][] hits, int[][] ignored, int[] objects) {
  ClassMatches(int areas, int detections) {
    this(new int[areas][detections], new int[areas][detections], new int[areas]);
  }
}

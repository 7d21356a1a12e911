package dev.fovea.data.synth;

/**
 * Value noise: random tones at whole coordinates, smooth between them.
 *
 * @param seed another one, another noise
 */
record Noise(long seed) {
  /** The random tone of a cell, at least 0 and below 1. */
  double cell(long x, long y) {
    long mixed = seed ^ x * 0x9e3779b97f4a7c15L ^ y * 0xc2b2ae3d27d4eb4fL;
    mixed = (mixed ^ mixed >>> 32) * 0xd6e8feb86659fd93L; // Rrmxmx's constant
    mixed = (mixed ^ mixed >>> 32) * 0xd6e8feb86659fd93L;
    return ((mixed ^ mixed >>> 32) >>> 11) * 0x1p-53;
  }

  /** The smooth tone at a point, at least 0 and below 1. */
  double at(double x, double y) {
    double left = Math.floor(x);
    double top = Math.floor(y);
    double across = eased(x - left);
    double down = eased(y - top);
    long column = (long) left;
    long row = (long) top;
    double above = mixed(cell(column, row), cell(column + 1, row), across);
    double below = mixed(cell(column, row + 1), cell(column + 1, row + 1), across);
    return mixed(above, below, down);
  }

  /** Several noises, each half as strong and twice as fine as the one before. */
  double octaves(double x, double y, int count) {
    double sum = 0;
    double weights = 0;
    double scale = 1;
    for (int octave = 0; octave < count; octave++) {
      sum += at(x * scale + 17 * octave, y * scale) / scale;
      weights += 1 / scale;
      scale *= 2;
    }
    return sum / weights;
  }

  private static double mixed(double from, double to, double share) {
    return from + share * (to - from);
  }

  private static double eased(double share) {
    return share * share * (3 - 2 * share);
  }
}

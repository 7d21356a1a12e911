package dev.fovea.data.check;

import dev.fovea.core.Image;

/**
 * A picture in 256 bits that change little when it is scaled, recompressed or made brighter:
 * whether each cell of a grid of 17x16 is darker than the next one to its right.
 *
 * @param a rows 0 to 3
 * @param b rows 4 to 7
 * @param c rows 8 to 11
 * @param d rows 12 to 15
 */
record PerceptualHash(long a, long b, long c, long d) {
  private static final int COLUMNS = 17;
  private static final int ROWS = 16;
  private static final int ROWS_IN_WORD = 4;

  static PerceptualHash of(Image image) {
    double[] cells = cells(image);
    long[] words = new long[ROWS / ROWS_IN_WORD];
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < COLUMNS - 1; column++) {
        int cell = row * COLUMNS + column;
        long bit = cells[cell] < cells[cell + 1] ? 1 : 0;
        words[row / ROWS_IN_WORD] = words[row / ROWS_IN_WORD] << 1 | bit;
      }
    }
    return new PerceptualHash(words[0], words[1], words[2], words[3]);
  }

  /** Mean brightness of each cell, row by row; the sum of the channels serves. */
  private static double[] cells(Image image) {
    double[] sums = new double[ROWS * COLUMNS];
    long[] counts = new long[ROWS * COLUMNS];
    byte[] rgb = image.rgb();
    int place = 0;
    for (int y = 0; y < image.height(); y++) {
      int row = (int) ((long) y * ROWS / image.height()) * COLUMNS;
      for (int x = 0; x < image.width(); x++) {
        int cell = row + (int) ((long) x * COLUMNS / image.width());
        sums[cell] += (rgb[place] & 0xff) + (rgb[place + 1] & 0xff) + (rgb[place + 2] & 0xff);
        counts[cell]++;
        place += 3;
      }
    }
    for (int cell = 0; cell < sums.length; cell++) {
      sums[cell] = counts[cell] == 0 ? 0 : sums[cell] / counts[cell];
    }
    return sums;
  }

  /** In how many bits two differ, 0 to 256; unrelated pictures differ in about half of them. */
  int distance(PerceptualHash other) {
    return Long.bitCount(a ^ other.a)
        + Long.bitCount(b ^ other.b)
        + Long.bitCount(c ^ other.c)
        + Long.bitCount(d ^ other.d);
  }
}

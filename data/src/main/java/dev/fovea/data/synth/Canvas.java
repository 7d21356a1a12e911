package dev.fovea.data.synth;

import dev.fovea.core.Image;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A picture that is being drawn, in plain Java: the same bits on every machine.
 *
 * <p>Edges are smooth: coverage is exact along a row and sampled on {@value #LINES} lines in it.
 */
final class Canvas {
  private static final int LINES = 4;

  /** How much lighter a figure is at its top left than in its middle. */
  private static final double LIGHT = 0.12;

  private final int width;
  private final int height;
  private final float[] rgb;

  Canvas(int width, int height) {
    this.width = width;
    this.height = height;
    this.rgb = new float[3 * width * height];
  }

  /** Paints everything with a texture between two colours. */
  void fill(Texture texture, Colour dark, Colour light) {
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        blend(x, y, dark.towards(light, texture.tone(x, y)), 1);
      }
    }
  }

  /** Draws a figure over what is there. */
  void draw(Figure figure) {
    double[][][] rings = figure.rings();
    int top = (int) Math.max(0, Math.floor(figure.y() - figure.radius()));
    int bottom = (int) Math.min(height, Math.ceil(figure.y() + figure.radius()));
    double[] coverage = new double[width];
    for (int y = top; y < bottom; y++) {
      Arrays.fill(coverage, 0);
      for (int line = 0; line < LINES; line++) {
        addLine(rings, y + (line + 0.5) / LINES, coverage);
      }
      paintRow(figure, y, coverage);
    }
  }

  /** Adds what lies inside the rings by the even-odd rule, on one line across the picture. */
  private static void addLine(double[][][] rings, double y, double[] coverage) {
    double[] crossings = crossings(rings, y);
    for (int i = 0; i + 1 < crossings.length; i += 2) {
      double from = Math.max(0, crossings[i]);
      double to = Math.min(coverage.length, crossings[i + 1]);
      for (int x = (int) from; x < to; x++) {
        coverage[x] += (Math.min(to, x + 1) - Math.max(from, x)) / LINES;
      }
    }
  }

  private static double[] crossings(double[][][] rings, double y) {
    double[] found = new double[64];
    int count = 0;
    for (double[][] ring : rings) {
      double[] before = ring[ring.length - 1];
      for (double[] corner : ring) {
        if (before[1] <= y != corner[1] <= y) {
          double share = (y - before[1]) / (corner[1] - before[1]);
          found[count++] = before[0] + share * (corner[0] - before[0]);
        }
        before = corner;
      }
    }
    Arrays.sort(found, 0, count);
    return Arrays.copyOf(found, count);
  }

  private void paintRow(Figure figure, int y, double[] coverage) {
    Look look = figure.look();
    int left = (int) Math.max(0, Math.floor(figure.x() - figure.radius()));
    int right = (int) Math.min(width, Math.ceil(figure.x() + figure.radius()));
    for (int x = left; x < right; x++) {
      if (coverage[x] > 0) {
        double slope = (x + y + 1 - figure.x() - figure.y()) / figure.radius();
        double light = 1 - LIGHT * slope;
        Colour colour = look.colour();
        blend(
            x,
            y,
            new Colour(colour.red() * light, colour.green() * light, colour.blue() * light),
            look.opacity() * coverage[x]);
      }
    }
  }

  private void blend(int x, int y, Colour colour, double share) {
    int at = 3 * (y * width + x);
    rgb[at] += (float) (share * (colour.red() - rgb[at]));
    rgb[at + 1] += (float) (share * (colour.green() - rgb[at + 1]));
    rgb[at + 2] += (float) (share * (colour.blue() - rgb[at + 2]));
  }

  /**
   * The picture as a camera would take it.
   *
   * @param contrast 1 for all of it
   * @param grain greatest noise of a pixel, in steps of 256
   */
  Image develop(double contrast, double grain, RandomGenerator random) {
    byte[] bytes = new byte[rgb.length];
    for (int i = 0; i < bytes.length; i++) {
      double noise = grain * (random.nextDouble() + random.nextDouble() - 1);
      bytes[i] = (byte) Math.clamp(Math.round(128 + contrast * (rgb[i] - 128) + noise), 0, 255);
    }
    return new Image(width, height, bytes);
  }
}

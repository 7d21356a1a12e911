package dev.fovea.data.synth;

import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** The list of the backgrounds' patterns. */
final class Textures {
  private static final List<Function<RandomGenerator, Texture>> KNOWN =
      List.of(
          Textures::clouds,
          Textures::gradient,
          Textures::stripes,
          Textures::tiles,
          Textures::stones,
          Textures::contours);

  private Textures() {}

  /** How many patterns there are. */
  static int count() {
    return KNOWN.size();
  }

  /** One of the patterns, with random measures. */
  static Texture draw(int number, RandomGenerator random) {
    return KNOWN.get(number).apply(random);
  }

  private static Texture clouds(RandomGenerator random) {
    Noise noise = new Noise(random.nextLong());
    double size = random.nextDouble(24, 80);
    return (x, y) -> noise.octaves(x / size, y / size, 5);
  }

  private static Texture gradient(RandomGenerator random) {
    Noise noise = new Noise(random.nextLong());
    double[] way = direction(random);
    double length = random.nextDouble(200, 500);
    return (x, y) -> {
      double along = folded((x * way[0] + y * way[1]) / length);
      return 0.75 * along + 0.25 * noise.octaves(x / 12, y / 12, 3);
    };
  }

  private static Texture stripes(RandomGenerator random) {
    Noise noise = new Noise(random.nextLong());
    double[] way = direction(random);
    double period = random.nextDouble(10, 40);
    double bend = random.nextDouble(0, 1.5);
    return (x, y) -> {
      double shift = bend * noise.at(x / 40, y / 40);
      double wave = folded((x * way[0] + y * way[1]) / period + shift);
      return 0.8 * Math.clamp(2 * wave - 0.5, 0, 1) + 0.2 * noise.octaves(x / 6, y / 6, 2);
    };
  }

  private static Texture tiles(RandomGenerator random) {
    Noise noise = new Noise(random.nextLong());
    double[] way = direction(random);
    double size = random.nextDouble(14, 48);
    return (x, y) -> {
      double across = (x * way[0] + y * way[1]) / size;
      double down = (y * way[0] - x * way[1]) / size;
      double tone = noise.cell((long) Math.floor(across), (long) Math.floor(down));
      return 0.8 * tone + 0.2 * noise.octaves(x / 8, y / 8, 3);
    };
  }

  /** Each point belongs to the nearest of scattered centres (Worley 1996). */
  private static Texture stones(RandomGenerator random) {
    Noise tones = new Noise(random.nextLong());
    Noise jitter = new Noise(random.nextLong());
    double size = random.nextDouble(16, 50);
    return (x, y) -> stone(tones, jitter, x / size, y / size);
  }

  private static double stone(Noise tones, Noise jitter, double x, double y) {
    double nearest = Double.POSITIVE_INFINITY;
    double second = Double.POSITIVE_INFINITY;
    double tone = 0;
    for (long row = (long) Math.floor(y) - 1; row <= Math.floor(y) + 1; row++) {
      for (long column = (long) Math.floor(x) - 1; column <= Math.floor(x) + 1; column++) {
        double right = column + jitter.cell(column, row) - x;
        double down = row + jitter.cell(row, ~column) - y;
        double distance = right * right + down * down;
        if (distance < nearest) {
          second = nearest;
          nearest = distance;
          tone = tones.cell(column, row);
        } else {
          second = Math.min(second, distance);
        }
      }
    }
    double joint = Math.clamp(6 * (Math.sqrt(second) - Math.sqrt(nearest)), 0, 1);
    return joint * (0.25 + 0.75 * tone);
  }

  private static Texture contours(RandomGenerator random) {
    Noise noise = new Noise(random.nextLong());
    double size = random.nextDouble(60, 140);
    double lines = random.nextDouble(5, 14);
    return (x, y) -> {
      double hill = noise.octaves(x / size, y / size, 3);
      return 0.5 * hill + 0.5 * Math.clamp(3 * folded(lines * hill), 0, 1);
    };
  }

  private static double[] direction(RandomGenerator random) {
    double angle = random.nextDouble(2 * Math.PI);
    return new double[] {StrictMath.cos(angle), StrictMath.sin(angle)};
  }

  /** A wave of period 1 between 0 and 1, with straight slopes. */
  private static double folded(double phase) {
    return Math.abs(2 * (phase - Math.floor(phase)) - 1);
  }
}

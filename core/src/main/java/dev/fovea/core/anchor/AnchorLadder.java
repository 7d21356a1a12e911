package dev.fovea.core.anchor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Anchors as the paper parametrises them (section 4, "Anchors"): a base size that doubles from
 * level to level, scales that divide the octave evenly, ratios.
 *
 * @param base base-2 logarithm of P3's size in pixels
 * @param scales how many; they are 2^(i/scales)
 * @param ratios base-2 logarithms of height / width
 */
record AnchorLadder(double base, int scales, List<Double> ratios) {
  private static final double LEAST_SIZE = 4;
  private static final double MOST_SIZE = 512;
  private static final double MOST_RATIO = 20;

  /** Two ratios nearer than this would be one. */
  private static final double APART = 1.05;

  AnchorLadder {
    ratios = List.copyOf(ratios);
  }

  /** The ladder nearest to any anchors: their first size, their numbers of scales, their ratios. */
  static AnchorLadder near(AnchorSettings settings) {
    return new AnchorLadder(
        log2(settings.sizes().getFirst() * settings.scales().getFirst()),
        settings.scales().size(),
        settings.ratios().stream().map(AnchorLadder::log2).toList());
  }

  /** The same ladder from another base. */
  AnchorLadder withBase(double changed) {
    return new AnchorLadder(changed, scales, ratios);
  }

  /** How many numbers can be changed. */
  int parameters() {
    return 1 + ratios.size();
  }

  /** The same with one number changed by so many octaves. */
  AnchorLadder moved(int parameter, double octaves) {
    if (parameter == 0) {
      return withBase(base + octaves);
    }
    List<Double> changed = new ArrayList<>(ratios);
    changed.set(parameter - 1, changed.get(parameter - 1) + octaves);
    return new AnchorLadder(base, scales, changed);
  }

  /** These anchors in numbers that a person would write, under the conventions of {@code like}. */
  AnchorSettings over(AnchorSettings like) {
    double first = Math.clamp(rounded(Math.pow(2, base), 10), LEAST_SIZE, MOST_SIZE);
    return like.withShapes(
        IntStream.range(0, like.sizes().size()).mapToObj(level -> first * (1 << level)).toList(),
        IntStream.range(0, scales)
            .mapToObj(i -> rounded(Math.pow(2, (double) i / scales), 10_000))
            .toList(),
        distinct());
  }

  private List<Double> distinct() {
    List<Double> distinct = new ArrayList<>();
    double least = 1 / MOST_RATIO;
    for (double octaves : ratios.stream().sorted().toList()) {
      double ratio = Math.clamp(Math.pow(2, octaves), least, MOST_RATIO);
      distinct.add(rounded(ratio, 1000));
      least = Math.min(ratio * APART, MOST_RATIO);
    }
    return distinct;
  }

  private static double rounded(double value, int parts) {
    return Math.rint(value * parts) / parts;
  }

  static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }
}

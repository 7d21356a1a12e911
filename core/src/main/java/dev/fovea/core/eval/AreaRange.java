package dev.fovea.core.eval;

import java.util.List;

/**
 * Sizes of objects that count, both ends included; others are ignored.
 *
 * @param least square pixels
 * @param most square pixels
 */
record AreaRange(double least, double most) {
  /** Places of the ranges in {@link #of}. */
  static final int ALL = 0;

  static final int SMALL = 1;
  static final int MEDIUM = 2;
  static final int LARGE = 3;

  /** COCO's "all" has an end, too. */
  private static final double LARGEST = 1e5 * 1e5;

  boolean excludes(double area) {
    return area < least || area > most;
  }

  /** All, small, medium, large. */
  static List<AreaRange> of(CocoSettings settings) {
    return List.of(
        new AreaRange(0, LARGEST),
        new AreaRange(0, settings.smallArea()),
        new AreaRange(settings.smallArea(), settings.mediumArea()),
        new AreaRange(settings.mediumArea(), LARGEST));
  }
}

package dev.fovea.data.image;

import dev.fovea.core.ClassNames;
import dev.fovea.core.Detection;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import java.util.Locale;

/**
 * A box to be drawn with its label.
 *
 * @param box in the image's pixels
 * @param colour any number; equal numbers give equal colours
 * @param label possibly empty
 * @param line how the box's edges are drawn
 */
public record Mark(Box box, int colour, String label, Line line) {
  /** A mark with a solid line of ordinary weight. */
  public Mark(Box box, int colour, String label) {
    this(box, colour, label, Line.SOLID);
  }

  /**
   * How a box's edges are drawn.
   *
   * @param dashed whether every other piece is black, which shows on any ground
   * @param weight times the stroke that suits the picture's size, at least 1
   */
  public record Line(boolean dashed, int weight) {
    /** What detections have everywhere. */
    public static final Line SOLID = new Line(false, 1);

    public Line {
      if (weight < 1) {
        throw new IllegalArgumentException("a line of weight " + weight + " cannot be seen");
      }
    }
  }

  /**
   * The same mark in a copy of the picture.
   *
   * @param scale how many times larger the copy is
   * @param left where the picture's left edge is in the copy, pixels
   * @param top where its top is
   */
  public Mark in(double scale, double left, double top) {
    Box moved =
        new Box(
            (float) (left + scale * box.x1()),
            (float) (top + scale * box.y1()),
            (float) (left + scale * box.x2()),
            (float) (top + scale * box.y2()));
    return new Mark(moved, colour, label, line);
  }

  /** A detection's box with class name and score in percent. */
  public static Mark of(Detection detection, ClassNames classes) {
    int index = detection.classIndex();
    long percent = Math.round(100.0 * detection.score());
    String label = String.format(Locale.ROOT, "%s %d%%", classes.name(index), percent);
    return new Mark(detection.box(), index, label);
  }

  /** A labelled box with its class name. */
  public static Mark of(Annotation annotation, ClassNames classes) {
    int index = annotation.classIndex();
    String name = index == Annotation.EVERY_CLASS ? "" : classes.name(index);
    String label = annotation.ignore() ? (name + " (ignored)").strip() : name;
    return new Mark(annotation.box(), index, label);
  }
}

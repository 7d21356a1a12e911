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
 */
public record Mark(Box box, int colour, String label) {
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

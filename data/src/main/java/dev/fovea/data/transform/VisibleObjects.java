package dev.fovea.data.transform;

import dev.fovea.core.Window;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import java.util.ArrayList;
import java.util.List;

/**
 * The rule for objects that a window of the picture cuts: one of which enough is visible stays, cut
 * to the window; one of which less is visible becomes a region to ignore, for it is neither clearly
 * there nor background.
 */
public final class VisibleObjects {
  private VisibleObjects() {}

  /**
   * What a window shows of annotations, in the window's pixels and their order.
   *
   * @param visibleShare share of an object's area that must be visible for it to stay, in {@code
   *     (0, 1]}
   */
  public static List<Annotation> in(
      Window window, List<Annotation> annotations, double visibleShare) {
    List<Annotation> visible = new ArrayList<>();
    for (Annotation annotation : annotations) {
      window
          .cut(annotation.box())
          .ifPresent(
              part -> {
                boolean enough = visibleShare(annotation, part, window) >= visibleShare;
                Annotation cut = annotation.withBox(part);
                visible.add(enough ? cut : cut.ignored());
              });
    }
    return visible;
  }

  /** The visible share, 1 exactly for a box that was not cut, whatever shifting rounds. */
  private static double visibleShare(Annotation annotation, Box part, Window window) {
    return window.holds(annotation.box()) ? 1 : (double) part.area() / annotation.box().area();
  }
}

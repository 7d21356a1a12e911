package dev.fovea.data;

import dev.fovea.core.box.Box;

/**
 * One labelled object of an image.
 *
 * @param box in the image's own pixels
 * @param classIndex {@code 0 … K−1}; {@link #EVERY_CLASS} for a region to ignore that belongs to no
 *     class of the data set
 * @param ignore whether the box is neither to be found nor to be counted against the detector:
 *     COCO's crowds, VOC's difficult objects, the boxes of ignored classes
 * @param area square pixels, the mask's where the data set states it (COCO's small, medium and
 *     large are divided by it), else the box's
 * @param id the data set's own, 0 where it has none
 */
public record Annotation(Box box, int classIndex, boolean ignore, double area, long id) {
  /** The class index of a region in which no class is to be looked for. */
  public static final int EVERY_CLASS = -1;

  public Annotation {
    if (classIndex < 0 && !ignore) {
      throw new IllegalArgumentException("an annotation with class " + classIndex);
    }
  }

  /** An annotation without an id whose area is its box's. */
  public Annotation(Box box, int classIndex, boolean ignore) {
    this(box, classIndex, ignore, box.area(), 0);
  }

  /** The same object with another box. The area changes in proportion to the box's. */
  public Annotation withBox(Box changed) {
    double share = box.area() > 0 ? changed.area() / box.area() : 0;
    return new Annotation(changed, classIndex, ignore, area * share, id);
  }

  /** The same object with another id. */
  public Annotation withId(long changed) {
    return new Annotation(box, classIndex, ignore, area, changed);
  }

  /** The same object as one to ignore. */
  public Annotation ignored() {
    return new Annotation(box, classIndex, true, area, id);
  }
}

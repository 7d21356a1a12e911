package dev.fovea.core.eval;

/**
 * One annotated box.
 *
 * @param imageId one of {@link GroundTruth#imageIds()}
 * @param classIndex {@code 0 … K−1}, in ascending order of the categories' ids
 * @param box as annotated
 * @param area what decides small, medium or large, in square pixels (COCO: the mask's area)
 * @param kind what a match means
 */
public record TruthObject(
    long imageId, int classIndex, CocoBox box, double area, TruthKind kind) {
  /**
   * Checks the area.
   *
   * @throws IllegalArgumentException if it is not a finite number of 0 or more
   */
  public TruthObject {
    if (!(area >= 0) || Double.isInfinite(area)) {
      throw new IllegalArgumentException(
          "an area of " + area + " square pixels: it must be a finite number of 0 or more");
    }
  }

  /** An ordinary object whose area is that of its box. */
  public static TruthObject of(long imageId, int classIndex, CocoBox box) {
    return new TruthObject(imageId, classIndex, box, box.area(), TruthKind.OBJECT);
  }

  /** A crowd region whose area is that of its box. */
  public static TruthObject crowd(long imageId, int classIndex, CocoBox box) {
    return new TruthObject(imageId, classIndex, box, box.area(), TruthKind.CROWD);
  }
}

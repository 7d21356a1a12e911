package dev.fovea.core.eval;

/** What a match with an annotated box means. */
public enum TruthKind {
  /** An object to be found once. */
  OBJECT,
  /** A region of many objects: any number of detections may lie in it, none of them counts. */
  CROWD,
  /**
   * An object whose annotation has the id 0.
   *
   * <p>pycocotools stores matches by id, with 0 for "no match": it marks the object as taken, but
   * counts the detection as false. Equal figures need the same.
   */
  OBJECT_WITH_ID_ZERO
}

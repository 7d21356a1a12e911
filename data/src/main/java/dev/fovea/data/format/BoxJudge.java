package dev.fovea.data.format;

import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import java.util.List;
import java.util.Optional;

/** The one place where boxes as formats state them become annotations, or are found wanting. */
final class BoxJudge {
  private final DefectSink sink;
  private int zeroArea;

  BoxJudge(DefectSink sink) {
    this.sink = sink;
  }

  /**
   * A box as a file states it, in continuous pixels.
   *
   * @param area square pixels; negative where the file states none
   * @param id 0 where it has none
   */
  record Stated(
      double x1,
      double y1,
      double x2,
      double y2,
      int classIndex,
      boolean ignore,
      double area,
      long id) {
    /** A box of a format that knows neither masks nor ids. */
    static Stated of(Corners corners, int classIndex, boolean ignore) {
      return new Stated(
          corners.x1(), corners.y1(), corners.x2(), corners.y2(), classIndex, ignore, -1, 0);
    }
  }

  /** The annotation; empty where there is none to be had, which the sink was told. */
  Optional<Annotation> judge(Stated box, Place place) {
    if (!Double.isFinite(box.x1 + box.y1 + box.x2 + box.y2)) {
      sink.refuse(
          new Defect(
              DefectKind.NOT_FINITE,
              place,
              "The box of " + place + " has a coordinate that is no finite number."));
      return Optional.empty();
    }
    if (box.x2 < box.x1 || box.y2 < box.y1) {
      sink.refuse(
          new Defect(
              DefectKind.BOX_SWAPPED,
              place,
              "The box of %s ends before it begins: from (%s, %s) to (%s, %s). Its right must not be left of its left, nor its bottom above its top."
                  .formatted(place, box.x1, box.y1, box.x2, box.y2)));
      return Optional.empty();
    }
    if (box.x2 == box.x1 || box.y2 == box.y1) {
      zeroArea++;
      sink.tolerate(
          new Defect(
              DefectKind.BOX_EMPTY, place, "The box of " + place + " has no area; it is dropped."));
      return Optional.empty();
    }
    Box corners = new Box((float) box.x1, (float) box.y1, (float) box.x2, (float) box.y2);
    double area = box.area < 0 ? corners.area() : box.area;
    Annotation annotation = new Annotation(corners, box.classIndex, box.ignore, area, box.id);
    sink.placed(annotation, place);
    return Optional.of(annotation);
  }

  /** What a data set says about the boxes dropped. */
  List<String> notes() {
    return zeroArea == 0
        ? List.of()
        : List.of(zeroArea + (zeroArea == 1 ? " box" : " boxes") + " with zero area dropped.");
  }
}

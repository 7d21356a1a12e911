package dev.fovea.data.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the elements of a VOC annotation file say. */
final class VocObject {
  private static final List<String> SUFFIXES = List.of(".jpg", ".jpeg", ".png", ".bmp", ".tif");
  private static final List<String> CORNERS = List.of("xmin", "ymin", "xmax", "ymax");

  private VocObject() {}

  /** Where an object stands. */
  static Place place(VocFile file, VocFile.Element object) {
    return new Place(file.file(), object.line(), name(object));
  }

  /** Its class; empty where it has none. */
  static String name(VocFile.Element object) {
    return object.fields().getOrDefault("name", "");
  }

  /**
   * An object's box in continuous coordinates: pixel 1 begins at 0, the last pixel ends at its
   * number, which is 1 below that of the next.
   */
  static Optional<BoxJudge.Stated> box(
      VocFile file, VocFile.Element object, int classIndex, DefectSink sink) {
    return Corners.ofFields(CORNERS, key -> corner(file, object, key, sink))
        .map(corners -> stated(corners, object, classIndex));
  }

  private static BoxJudge.Stated stated(Corners corners, VocFile.Element object, int classIndex) {
    // Equal numbers are a slip of the mouse, not one pixel; wrong order is judged as it stands.
    double first = corners.x2() > corners.x1() && corners.y2() > corners.y1() ? 1 : 0;
    return new BoxJudge.Stated(
        corners.x1() - first,
        corners.y1() - first,
        corners.x2(),
        corners.y2(),
        classIndex,
        object.fields().getOrDefault("difficult", "0").equals("1"),
        -1,
        0);
  }

  private static Optional<Double> corner(
      VocFile file, VocFile.Element object, String corner, DefectSink sink) {
    Place place = place(file, object);
    String text = object.fields().getOrDefault("bndbox/" + corner, "");
    Optional<Double> value = Numbers.parse(text);
    if (value.isEmpty() || !Double.isFinite(value.get())) {
      DefectKind kind =
          text.isEmpty()
              ? DefectKind.MISSING_FIELD
              : value.isEmpty() ? DefectKind.NOT_A_NUMBER : DefectKind.NOT_FINITE;
      sink.refuse(
          new Defect(
              kind,
              place,
              "The %s of %s is '%s', not a number of pixels.".formatted(corner, place, text)));
      return Optional.empty();
    }
    return value;
  }

  /**
   * The width or height that a file states; empty where it states none, which the sink was told.
   */
  static Optional<Integer> side(VocFile file, String path, DefectSink sink) {
    String text = file.field(path).orElse("");
    Optional<Integer> side = Numbers.parse(text).flatMap(StatedSize::side);
    if (side.isEmpty()) {
      sink.refuse(
          new Defect(
              DefectKind.STATED_SIZE,
              Place.of(file.file()),
              "The %s in %s is '%s', not a whole number of pixels above 0."
                  .formatted(path, file.file(), text)));
    }
    return side;
  }

  /** The picture named as the annotation file, else the one that it names itself. */
  static Path picture(Path root, VocFile file) {
    Path folder = root.resolve("JPEGImages");
    String stem = Folders.stem(file.file());
    for (String suffix : SUFFIXES) {
      Path candidate = folder.resolve(stem + suffix);
      if (Files.exists(candidate)) {
        return candidate;
      }
    }
    return folder.resolve(file.field("filename").orElse(stem + ".jpg"));
  }
}

package dev.fovea.data.format;

import dev.fovea.core.FoveaException;
import dev.fovea.core.box.Box;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One judged object of a VOC annotation file.
 *
 * @param name its class
 * @param difficult whether it is to be ignored
 * @param xmin first column inside, counted from 1
 * @param ymin first row inside, counted from 1
 * @param xmax last column inside
 * @param ymax last row inside
 * @param place where it stands, for errors
 */
record VocObject(
    String name,
    boolean difficult,
    double xmin,
    double ymin,
    double xmax,
    double ymax,
    String place) {
  private static final List<String> SUFFIXES = List.of(".jpg", ".jpeg", ".png", ".bmp", ".tif");

  static VocObject of(Path file, VocFile.Element object) {
    String name = object.fields().get("name");
    String place = name + " in " + file + " (line " + object.line() + ")";
    return new VocObject(
        name,
        object.fields().getOrDefault("difficult", "0").equals("1"),
        coordinate(object, "xmin", place),
        coordinate(object, "ymin", place),
        coordinate(object, "xmax", place),
        coordinate(object, "ymax", place),
        place);
  }

  boolean hasArea() {
    return AnnotationCheck.hasArea(xmin, ymin, xmax, ymax, place);
  }

  /** The box in continuous coordinates: pixel 1 begins at 0, the last pixel ends at its number. */
  Box box() {
    return new Box((float) (xmin - 1), (float) (ymin - 1), (float) xmax, (float) ymax);
  }

  private static double coordinate(VocFile.Element object, String corner, String place) {
    String text = object.fields().getOrDefault("bndbox/" + corner, "");
    double value = number(text);
    if (!Double.isFinite(value)) {
      throw FoveaException.data(
          "The " + corner + " of " + place + " is '" + text + "', not a number of pixels.");
    }
    return value;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException notOne) {
      return Double.NaN;
    }
  }

  /** The width or height that a file states. */
  static int side(VocFile file, String path) {
    String text = file.field(path).orElse("");
    double value = number(text);
    if (!(value >= 1 && value <= Integer.MAX_VALUE && value == Math.rint(value))) {
      throw FoveaException.data(
          "The "
              + path
              + " in "
              + file.file()
              + " is '"
              + text
              + "', not a whole number of pixels above 0.");
    }
    return (int) value;
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

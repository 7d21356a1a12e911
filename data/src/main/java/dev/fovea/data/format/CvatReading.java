package dev.fovea.data.format;

import dev.fovea.core.ClassNames;
import dev.fovea.core.Size;
import dev.fovea.data.Dataset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One split of a CVAT file, image by image. */
final class CvatReading {
  private final DefectSink sink;
  private final NamedJoin join;
  private final ShapeNotes notes = new ShapeNotes();

  CvatReading(ClassNames classes, DefectSink sink) {
    this.sink = sink;
    this.join = new NamedJoin(classes, sink);
  }

  void add(CvatFile.Picture image, Path folder) {
    String name = image.attributes().getOrDefault("name", "");
    Optional<Integer> width = side(image, "width");
    Optional<Integer> height = side(image, "height");
    if (name.isEmpty()) {
      tell(DefectKind.MISSING_FIELD, image.place(), "name", "is missing");
    } else if (width.isPresent() && height.isPresent()) {
      List<NamedBox> boxes = new ArrayList<>();
      image.shapes().forEach(shape -> box(shape).ifPresent(boxes::add));
      join.add(name, folder.resolve(name), new Size(width.get(), height.get()), boxes);
    }
  }

  private Optional<Integer> side(CvatFile.Picture image, String key) {
    String text = image.attributes().getOrDefault(key, "");
    Optional<Integer> side = Numbers.parse(text).flatMap(StatedSize::side);
    if (side.isEmpty()) {
      String what = "is '" + text + "', not a whole number of pixels above 0";
      tell(DefectKind.STATED_SIZE, image.place(), key, what);
    }
    return side;
  }

  private Optional<NamedBox> box(CvatFile.Shape shape) {
    Optional<Corners> corners =
        switch (shape.kind()) {
          case "box" -> upright(shape);
          case "polygon" -> polygon(shape);
          default -> {
            notes.leftOut();
            yield Optional.empty();
          }
        };
    String label = shape.attributes().getOrDefault("label", "");
    if (corners.isPresent() && label.isEmpty()) {
      tell(DefectKind.MISSING_FIELD, shape.place(), "label", "is missing");
      return Optional.empty();
    }
    boolean ignore = isTrue(shape, "difficult") || isTrue(shape, "ignore");
    return corners.map(box -> new NamedBox(label, box, ignore, shape.place()));
  }

  private static boolean isTrue(CvatFile.Shape shape, String mark) {
    return shape.marks().getOrDefault(mark, "").equalsIgnoreCase("true");
  }

  private Optional<Corners> upright(CvatFile.Shape shape) {
    Optional<Corners> box =
        Corners.ofFields(
            List.of("xtl", "ytl", "xbr", "ybr"),
            key -> number(shape, key, shape.attributes().get(key)));
    if (box.isEmpty() || !shape.attributes().containsKey("rotation")) {
      return box;
    }
    notes.enclosed();
    return number(shape, "rotation", shape.attributes().get("rotation")).map(box.get()::turned);
  }

  /** {@code x,y;x,y;…}. */
  private Optional<Corners> polygon(CvatFile.Shape shape) {
    String[] texts = shape.attributes().getOrDefault("points", "").split("[,;]");
    double[] points = new double[texts.length];
    for (int i = 0; i < texts.length; i++) {
      Optional<Double> number = number(shape, "points", texts[i]);
      if (number.isEmpty()) {
        return Optional.empty();
      }
      points[i] = number.get();
    }
    notes.enclosed();
    return Optional.of(Corners.around(Arrays.copyOf(points, points.length / 2 * 2)));
  }

  private Optional<Double> number(CvatFile.Shape shape, String key, String text) {
    if (text == null || text.isBlank()) {
      tell(DefectKind.MISSING_FIELD, shape.place(), key, "is missing");
      return Optional.empty();
    }
    Optional<Double> number = Numbers.parse(text);
    if (number.isEmpty()) {
      tell(DefectKind.NOT_A_NUMBER, shape.place(), key, "is '" + text + "', not a number");
    }
    return number;
  }

  private void tell(DefectKind kind, Place place, String key, String what) {
    sink.refuse(new Defect(kind, place, "The %s of %s %s.".formatted(key, place, what)));
  }

  Dataset dataset(String name) {
    return join.dataset(name, notes.sentences());
  }
}

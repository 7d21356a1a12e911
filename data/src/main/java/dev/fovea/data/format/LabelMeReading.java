package dev.fovea.data.format;

import dev.fovea.core.ClassNames;
import dev.fovea.core.Size;
import dev.fovea.data.Dataset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One split of LabelMe's files. */
final class LabelMeReading {
  private static final Set<String> BOXED = Set.of("rectangle", "polygon", "mask");

  private final DefectSink sink;
  private final NamedJoin join;
  private final ShapeNotes notes = new ShapeNotes();

  LabelMeReading(ClassNames classes, DefectSink sink) {
    this.sink = sink;
    this.join = new NamedJoin(classes, sink);
  }

  /** The labels of the shapes that give boxes. */
  static List<String> labels(JsonPart document) {
    return document.get("shapes").elements().stream()
        .filter(LabelMeReading::givesBox)
        .map(shape -> shape.get("label").text())
        .filter(label -> !label.isBlank())
        .toList();
  }

  private static boolean givesBox(JsonPart shape) {
    return BOXED.contains(kind(shape));
  }

  /** The first LabelMe had polygons alone, and no word for them. */
  private static String kind(JsonPart shape) {
    String kind = shape.get("shape_type").text();
    return kind.isEmpty() ? "polygon" : kind;
  }

  void add(JsonPart document) {
    Optional<String> name = document.get("imagePath").requiredText(sink);
    Optional<Integer> width = document.get("imageWidth").side(sink);
    Optional<Integer> height = document.get("imageHeight").side(sink);
    if (name.isPresent() && width.isPresent() && height.isPresent()) {
      Path picture = document.file().resolveSibling(name.get().replace('\\', '/')).normalize();
      Size size = new Size(width.get(), height.get());
      join.add(Folders.name(picture), picture, size, boxes(document));
    }
  }

  private List<NamedBox> boxes(JsonPart document) {
    List<NamedBox> boxes = new ArrayList<>();
    for (JsonPart shape : document.get("shapes").elements()) {
      if (givesBox(shape)) {
        box(shape).ifPresent(boxes::add);
      } else {
        notes.leftOut();
      }
    }
    return boxes;
  }

  private Optional<NamedBox> box(JsonPart shape) {
    Optional<String> label = shape.get("label").requiredText(sink);
    Optional<double[]> points = points(shape.get("points"));
    if (label.isEmpty() || points.isEmpty()) {
      return Optional.empty();
    }
    if (!kind(shape).equals("rectangle")) {
      notes.enclosed();
    }
    JsonPart flags = shape.get("flags");
    boolean ignore =
        flags.get("ignore").node().asBoolean() || flags.get("difficult").node().asBoolean();
    Corners corners = Corners.around(points.get());
    return Optional.of(new NamedBox(label.get(), corners, ignore, shape.place()));
  }

  /** {@code [[x, y], …]}, at least two of them, in any order. */
  private Optional<double[]> points(JsonPart list) {
    List<Double> numbers = new ArrayList<>();
    for (JsonPart point : list.elements()) {
      List<JsonPart> pair = point.elements();
      if (pair.size() != 2) {
        point.tell(DefectKind.MALFORMED, "must be [x, y]", sink);
        return Optional.empty();
      }
      for (JsonPart part : pair) {
        Optional<Double> number = part.number(sink);
        if (number.isEmpty()) {
          return Optional.empty();
        }
        numbers.add(number.get());
      }
    }
    if (numbers.size() < 4) {
      list.tell(DefectKind.MALFORMED, "must be at least two points [x, y]", sink);
      return Optional.empty();
    }
    return Optional.of(numbers.stream().mapToDouble(Double::doubleValue).toArray());
  }

  Dataset dataset(String name) {
    return join.dataset(name, notes.sentences());
  }
}

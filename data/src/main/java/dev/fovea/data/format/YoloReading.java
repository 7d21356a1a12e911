package dev.fovea.data.format;

import dev.fovea.core.ClassNames;
import dev.fovea.core.Size;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One split of a YOLO data set, picture by picture. */
final class YoloReading {
  private static final int BOX = 5;

  /** A class and at least three points. */
  private static final int POLYGON = 7;

  private final ClassNames classes;
  private final DefectSink sink;
  private final BoxJudge judge;
  private final List<LabelledImage> images = new ArrayList<>();

  YoloReading(ClassNames classes, DefectSink sink) {
    this.classes = classes;
    this.sink = sink;
    this.judge = new BoxJudge(sink);
  }

  /** Where the boxes of a picture stand: the last folder {@code images} becomes {@code labels}. */
  static Path labels(Path picture) {
    String text = picture.resolveSibling(Folders.stem(picture) + ".txt").toString();
    String images = File.separator + "images" + File.separator;
    int at = text.lastIndexOf(images);
    return at < 0
        ? Path.of(text)
        : Path.of(text.substring(0, at), "labels", text.substring(at + images.length()));
  }

  void add(Path picture) {
    NamedJoin.size(picture, sink).ifPresent(size -> add(picture, size));
  }

  private void add(Path picture, Size size) {
    Path labels = labels(picture);
    List<Annotation> annotations = new ArrayList<>();
    List<String> lines = Files.exists(labels) ? Folders.lines(labels) : List.of();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        annotation(lines.get(i), size, Place.of(labels, i + 1)).ifPresent(annotations::add);
      }
    }
    images.add(
        new LabelledImage(
            images.size() + 1,
            picture,
            Folders.name(picture),
            size.width(),
            size.height(),
            annotations));
  }

  private Optional<Annotation> annotation(String line, Size size, Place place) {
    double[] numbers;
    try {
      numbers = numbers(line);
    } catch (NumberFormatException notOne) {
      String text = place + " is '" + line + "': every part must be a number.";
      sink.refuse(new Defect(DefectKind.NOT_A_NUMBER, place, text));
      return Optional.empty();
    }
    if (numbers.length != BOX && (numbers.length < POLYGON || numbers.length % 2 == 0)) {
      String text =
          "%s has %d numbers, but must be 'class cx cy width height', or a class and a polygon."
              .formatted(place, numbers.length);
      sink.refuse(new Defect(DefectKind.MALFORMED, place, text));
      return Optional.empty();
    }
    int index = classes.ids().indexOf((long) numbers[0]);
    if (index < 0 || numbers[0] != Math.rint(numbers[0])) {
      String text = "%s names the class %s. Known: %s.";
      sink.refuse(
          new Defect(
              DefectKind.UNKNOWN_CLASS,
              place,
              text.formatted(place, Decimals.plain(numbers[0]), classes.ids())));
      return Optional.empty();
    }
    Corners shares =
        numbers.length == BOX
            ? Corners.ofCentre(numbers[1], numbers[2], numbers[3], numbers[4])
            : Corners.around(Arrays.copyOfRange(numbers, 1, numbers.length));
    return judge.judge(BoxJudge.Stated.of(shares.of(size), index, false), place);
  }

  private static double[] numbers(String line) {
    String[] parts = line.strip().split("\\s+");
    double[] numbers = new double[parts.length];
    for (int i = 0; i < parts.length; i++) {
      numbers[i] = Double.parseDouble(parts[i]);
    }
    return numbers;
  }

  Dataset dataset(String name) {
    return new Dataset(name, classes, images, judge.notes());
  }
}

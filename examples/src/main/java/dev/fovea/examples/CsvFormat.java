package dev.fovea.examples;

import dev.fovea.core.ClassNames;
import dev.fovea.core.FoveaException;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.format.DatasetFormat;
import dev.fovea.data.format.Defect;
import dev.fovea.data.format.DefectKind;
import dev.fovea.data.format.DefectSink;
import dev.fovea.data.format.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * {@code SPLIT.csv} beside the pictures, a line for each box, as TensorFlow's object detection
 * tutorials write it; corners are continuous. Classes are the names in the split, sorted.
 */
public final class CsvFormat implements DatasetFormat {
  private static final String HEADER = "filename,width,height,class,xmin,ymin,xmax,ymax";

  @Override
  public String name() {
    return "CSV";
  }

  @Override
  public String layout() {
    return "SPLIT.csv beside the pictures, its first line " + HEADER;
  }

  @Override
  public boolean recognises(Path root) {
    return Files.isDirectory(root) && !splits(root).isEmpty();
  }

  @Override
  public List<String> splits(Path root) {
    try (Stream<Path> files = Files.list(root)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".csv"))
          .map(name -> name.substring(0, name.length() - ".csv".length()))
          .sorted()
          .toList();
    } catch (IOException failure) {
      throw FoveaException.machine(root + " cannot be listed: " + failure.getMessage(), failure);
    }
  }

  @Override
  public Dataset read(Path root, String split, DefectSink sink) {
    Path file = root.resolve(split + ".csv");
    List<Row> rows = rows(file, sink);
    TreeSet<String> names = new TreeSet<>();
    rows.forEach(row -> names.add(row.label()));
    List<Long> ids = LongStream.rangeClosed(1, names.size()).boxed().toList();
    ClassNames classes = new ClassNames(List.copyOf(names), ids);
    Map<String, List<Row>> pictures = new LinkedHashMap<>();
    rows.forEach(row -> pictures.computeIfAbsent(row.picture(), p -> new ArrayList<>()).add(row));
    List<LabelledImage> images = new ArrayList<>();
    for (Map.Entry<String, List<Row>> picture : pictures.entrySet()) {
      List<Annotation> annotations =
          picture.getValue().stream()
              .map(row -> new Annotation(row.box(), classes.names().indexOf(row.label()), false))
              .toList();
      Row first = picture.getValue().getFirst();
      Path path = root.resolve(picture.getKey());
      images.add(
          new LabelledImage(
              images.size() + 1,
              path,
              picture.getKey(),
              first.width(),
              first.height(),
              annotations));
    }
    return new Dataset(root.getFileName() + "/" + split, classes, images, List.of());
  }

  private static List<Row> rows(Path file, DefectSink sink) {
    try {
      List<String> lines = Files.readAllLines(file);
      if (lines.isEmpty() || !lines.getFirst().equals(HEADER)) {
        throw FoveaException.data(file + ":1 must be " + HEADER);
      }
      List<Row> rows = new ArrayList<>();
      for (int i = 1; i < lines.size(); i++) {
        Row.of(lines.get(i), Place.of(file, i + 1), sink).ifPresent(rows::add);
      }
      return rows;
    } catch (IOException failure) {
      throw FoveaException.data(file + " cannot be read: " + failure.getMessage());
    }
  }

  /** One line. */
  private record Row(String picture, int width, int height, String label, Box box) {
    static Optional<Row> of(String line, Place place, DefectSink sink) {
      String[] cells = line.split(",", -1);
      try {
        Box box = new Box(number(cells[4]), number(cells[5]), number(cells[6]), number(cells[7]));
        if (!(box.x1() < box.x2() && box.y1() < box.y2())) {
          String text = place + ": xmin must be below xmax, ymin below ymax: " + line;
          sink.refuse(new Defect(DefectKind.BOX_SWAPPED, place, text));
          return Optional.empty();
        }
        int width = Integer.parseInt(cells[1]);
        return Optional.of(new Row(cells[0], width, Integer.parseInt(cells[2]), cells[3], box));
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException wrong) {
        String text = place + " is '" + line + "'; accepted: " + HEADER;
        sink.refuse(new Defect(DefectKind.MALFORMED, place, text));
        return Optional.empty();
      }
    }

    private static float number(String cell) {
      return Float.parseFloat(cell);
    }
  }
}

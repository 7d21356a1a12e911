package dev.fovea.data.format;

import dev.fovea.core.ClassNames;
import dev.fovea.core.Detection;
import dev.fovea.core.box.Box;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Detections as a table that {@link CsvFormat} reads; a picture without any has a row too. */
final class CsvDetections implements DetectionWriter {
  private static final String FILE = "detections.csv";

  @Override
  public String layout() {
    return FILE + ", a line for each";
  }

  @Override
  public void write(Path folder, List<DetectedPicture> pictures, ClassNames classes) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("image", "width", "height", "class", "score", "x1", "y1", "x2", "y2"));
    for (DetectedPicture picture : pictures) {
      if (picture.detections().isEmpty()) {
        rows.add(row(picture, List.of("", "", "", "", "", "")));
      }
      for (Detection detection : picture.detections()) {
        rows.add(row(picture, cells(detection, classes)));
      }
    }
    CsvFile.write(folder.resolve(FILE), rows);
  }

  private static List<String> row(DetectedPicture picture, List<String> cells) {
    List<String> row = new ArrayList<>();
    row.add(picture.name());
    row.add(Integer.toString(picture.size().width()));
    row.add(Integer.toString(picture.size().height()));
    row.addAll(cells);
    return row;
  }

  private static List<String> cells(Detection detection, ClassNames classes) {
    Box box = detection.box();
    return List.of(
        classes.name(detection.classIndex()),
        Decimals.plain(detection.score()),
        Decimals.plain(box.x1()),
        Decimals.plain(box.y1()),
        Decimals.plain(box.x2()),
        Decimals.plain(box.y2()));
  }
}

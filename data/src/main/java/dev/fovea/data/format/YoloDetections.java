package dev.fovea.data.format;

import dev.fovea.core.ClassNames;
import dev.fovea.core.Detection;
import dev.fovea.core.FoveaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Detections as YOLO's texts with the score at the end of each line, as Ultralytics' {@code
 * save_conf} has it; classes are numbered from 0 in the order of {@code classes.txt}.
 */
final class YoloDetections implements DetectionWriter {
  @Override
  public String layout() {
    return "labels/NAME.txt (class cx cy width height score) for each picture, classes.txt";
  }

  @Override
  public void requireDistinct(List<String> names) {
    Map<String, String> seen = new HashMap<>();
    for (String name : names) {
      String other = seen.put(text(name), name);
      if (other != null && !other.equals(name)) {
        throw FoveaException.user(
            "%s and %s differ in their suffix alone; YOLO has one text for both. Give one of them, or another format"
                .formatted(other, name));
      }
    }
  }

  /** Where a picture's text lies, relative to the folder. */
  private static String text(String name) {
    int dot = name.lastIndexOf('.');
    return "labels/" + (dot > name.lastIndexOf('/') ? name.substring(0, dot) : name) + ".txt";
  }

  @Override
  public void write(Path folder, List<DetectedPicture> pictures, ClassNames classes) {
    try {
      Files.write(folder.resolve("classes.txt"), classes.names());
      for (DetectedPicture picture : pictures) {
        Path file = folder.resolve(text(picture.name()));
        Files.createDirectories(file.getParent());
        List<String> lines =
            picture.detections().stream().map(found -> line(found, picture)).toList();
        Files.write(file, lines);
      }
    } catch (IOException failure) {
      throw FoveaException.machine(
          folder + " cannot be written: " + failure.getMessage() + ".", failure);
    }
  }

  private static String line(Detection detection, DetectedPicture picture) {
    return YoloWriter.line(detection.classIndex(), detection.box(), picture.size())
        + " "
        + Decimals.plain(detection.score());
  }
}

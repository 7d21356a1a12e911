package dev.fovea.data.format;

import dev.fovea.core.ClassNames;
import dev.fovea.core.FoveaException;
import dev.fovea.data.Dataset;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * YOLO's layout: a {@code data.yaml} with {@code names} and the folders (or lists) of each split,
 * and for each picture {@code images/…/NAME.jpg} a text {@code labels/…/NAME.txt}.
 *
 * <p>A line of a text is {@code class cx cy width height} in shares of the picture, or {@code
 * class} and a polygon, whose box is taken. Sizes are the pictures' own. The numbers in front are
 * the classes' original ids. Pictures without a text have no boxes.
 */
public final class YoloFormat implements DatasetFormat {
  @Override
  public String name() {
    return "YOLO";
  }

  @Override
  public String layout() {
    return "data.yaml with names and train, val or test; images/ beside labels/";
  }

  @Override
  public boolean recognises(Path root) {
    return YoloConfiguration.find(root).isPresent();
  }

  @Override
  public List<String> splits(Path root) {
    return List.copyOf(configuration(root).splits().keySet());
  }

  @Override
  public Dataset read(Path root, String split, DefectSink sink) {
    YoloConfiguration configuration = configuration(root);
    if (!configuration.splits().containsKey(split)) {
      throw Folders.unknownSplit(root, split, splits(root));
    }
    List<Path> pictures = configuration.pictures(split);
    if (pictures.isEmpty()) {
      throw FoveaException.data(
          "The split " + split + " of " + configuration.file() + " has no pictures.");
    }
    ClassNames classes = configuration.classes();
    ClassCheck.requireDistinct(classes.names(), Place.of(configuration.file()), sink);
    YoloReading reading = new YoloReading(classes, sink);
    pictures.forEach(reading::add);
    return reading.dataset(Folders.name(configuration.file().resolveSibling("")) + "/" + split);
  }

  /** A number of classes that differs from the names, and texts without a picture. */
  @Override
  public void inspect(Path root, DefectSink sink) {
    YoloConfiguration configuration = configuration(root);
    configuration.countDefect().ifPresent(sink::tolerate);
    Set<Path> expected = new HashSet<>();
    Set<Path> folders = new HashSet<>();
    for (String split : configuration.splits().keySet()) {
      for (Path picture : configuration.pictures(split)) {
        expected.add(YoloReading.labels(picture));
        folders.add(YoloReading.labels(picture).resolveSibling(""));
      }
    }
    for (Path folder : folders.stream().sorted().toList()) {
      for (Path file : Folders.files(folder, "*.txt")) {
        if (!expected.contains(file) && !Folders.name(file).equals("classes.txt")) {
          String text = "The text " + file + " belongs to no picture.";
          sink.tolerate(new Defect(DefectKind.ANNOTATION_FILE_ORPHANED, Place.of(file), text));
        }
      }
    }
  }

  @Override
  public Optional<DatasetWriter> writer() {
    return Optional.of(new YoloWriter());
  }

  private static YoloConfiguration configuration(Path root) {
    return YoloConfiguration.find(root)
        .orElseThrow(
            () ->
                FoveaException.data(
                    root + " has no data.yaml with names and one of train, val, test."));
  }
}

package dev.fovea.cli;

import dev.fovea.core.ClassNames;
import dev.fovea.core.Detection;
import dev.fovea.core.FoveaException;
import dev.fovea.core.Image;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.image.ImageReader;
import dev.fovea.data.image.ImageWriter;
import dev.fovea.data.image.Mark;
import dev.fovea.data.image.Montage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Pictures of what each contender finds, beside the truth.
 *
 * @param results those that were measured are shown
 * @param classes of their detections
 */
record QuickstartPictures(List<ContenderResult> results, ClassNames classes) {
  /** From this score on a detection is drawn. */
  static final double THRESHOLD = 0.4;

  private static final int ENLARGED = 3;
  private static final int COLUMNS = 2;

  /** Writes a picture for each of the first images into a new folder. */
  void write(List<LabelledImage> images, int count, Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException failure) {
      throw FoveaException.machine(
          "cannot make the folder " + folder + ": " + failure.getMessage(), failure);
    }
    for (int i = 0; i < Math.min(count, images.size()); i++) {
      ImageWriter.write(picture(images.get(i), i), folder.resolve(images.get(i).name()));
    }
  }

  private Image picture(LabelledImage labelled, int position) {
    Image image = Montage.enlarged(ImageReader.read(labelled.file()), ENLARGED);
    List<Image> panels = new ArrayList<>();
    List<Mark> truth = labelled.annotations().stream().map(a -> Mark.of(a, classes)).toList();
    panels.add(panel(image, truth, "truth"));
    for (ContenderResult result : results) {
      result
          .measured()
          .map(measured -> measured.evaluated().detections().get(position))
          .ifPresent(found -> panels.add(panel(image, marks(found), result.contender().folder())));
    }
    return Montage.grid(panels, COLUMNS);
  }

  private List<Mark> marks(List<Detection> found) {
    return found.reversed().stream()
        .filter(detection -> detection.score() >= THRESHOLD)
        .map(detection -> Mark.of(detection, classes))
        .toList();
  }

  private static Image panel(Image image, List<Mark> marks, String caption) {
    List<Mark> enlarged = marks.stream().map(mark -> mark.in(ENLARGED, 0, 0)).toList();
    return Montage.captioned(image, enlarged, caption);
  }
}

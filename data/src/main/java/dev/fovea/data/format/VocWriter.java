package dev.fovea.data.format;

import dev.fovea.core.FoveaException;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the layout of the PASCAL VOC challenges, corners counted from 1 as {@link VocFormat} reads
 * them; fractions of pixels are kept as decimals.
 */
final class VocWriter implements DatasetWriter {
  private static final String PICTURES = "JPEGImages";

  @Override
  public List<String> write(Map<String, Dataset> splits, PictureStore pictures) {
    Losses losses = new Losses("VOC");
    Map<String, LabelledImage> written = new HashMap<>();
    try {
      for (Map.Entry<String, Dataset> split : splits.entrySet()) {
        List<String> names = new ArrayList<>();
        for (LabelledImage image : split.getValue().images()) {
          names.add(write(image, split.getValue(), pictures, written, losses));
        }
        Path list = pictures.root().resolve("ImageSets/Main").resolve(split.getKey() + ".txt");
        Files.createDirectories(list.getParent());
        Files.write(list, names);
      }
    } catch (IOException failure) {
      throw FoveaException.machine(
          pictures.root() + " cannot be written: " + failure.getMessage() + ".", failure);
    }
    losses.alphabeticalClasses(splits);
    return losses.sentences();
  }

  /** Writes an image that another split has not brought already; returns its name in lists. */
  private static String write(
      LabelledImage image,
      Dataset dataset,
      PictureStore pictures,
      Map<String, LabelledImage> written,
      Losses losses)
      throws IOException {
    String name = PictureStore.flatName(image);
    String picture = pictures.place(image, PICTURES, name).substring(PICTURES.length() + 1);
    String stem = Folders.stem(Path.of(picture));
    LabelledImage before = written.putIfAbsent(stem, image);
    if (before == null) {
      Path file = pictures.root().resolve("Annotations").resolve(stem + ".xml");
      Files.createDirectories(file.getParent());
      List<Annotation> held = held(image, losses);
      VocDocument.write(file, picture, image.withAnnotations(held), dataset.classes());
      losses.pictureName(image, picture);
    } else if (!before.annotations().equals(image.annotations())) {
      losses.count("images with other boxes in another split have the first split's");
    }
    return stem;
  }

  private static List<Annotation> held(LabelledImage image, Losses losses) {
    List<Annotation> large = new ArrayList<>();
    for (Annotation annotation : image.annotations()) {
      Box box = annotation.box();
      if (box.x2() <= box.x1() + 1 || box.y2() <= box.y1() + 1) {
        losses.count("boxes of one pixel or less left out, whose corners VOC counts as equal");
      } else {
        large.add(annotation);
      }
    }
    return losses.held(large, true);
  }
}

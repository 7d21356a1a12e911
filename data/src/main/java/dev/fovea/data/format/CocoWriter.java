package dev.fovea.data.format;

import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes {@code SPLIT.json} for each split beside one folder {@code images}, in which a picture
 * that several splits share lies once.
 */
final class CocoWriter implements DatasetWriter {
  private final Map<String, Path> sources;

  /**
   * A writer of data that were read as they are written.
   *
   * @param sources split → the COCO file whose segmentations are taken over; possibly none
   */
  CocoWriter(Map<String, Path> sources) {
    this.sources = Map.copyOf(sources);
  }

  @Override
  public List<String> write(Map<String, Dataset> splits, PictureStore pictures) {
    Losses losses = new Losses("COCO");
    splits.forEach(
        (split, dataset) -> {
          Dataset renamed = renamed(dataset, pictures, losses);
          Path file = pictures.root().resolve(split + ".json");
          String description = "The split " + split + " of a data set converted by Fovea";
          if (sources.containsKey(split)) {
            try (CocoMasks masks = CocoMasks.index(sources.get(split))) {
              boolean matched = haveIds(dataset);
              String lost =
                  "segmentations are not kept, whose annotations have no ids of their own";
              losses.count(lost, matched ? 0 : masks.count());
              CocoAnnotations.write(file, renamed, description, matched ? masks : (id, json) -> {});
            }
          } else {
            CocoAnnotations.write(file, renamed, description);
          }
        });
    return losses.sentences();
  }

  private static Dataset renamed(Dataset dataset, PictureStore pictures, Losses losses) {
    boolean keepIds = haveIds(dataset);
    long next = 1;
    List<LabelledImage> images = new ArrayList<>();
    for (LabelledImage image : dataset.images()) {
      String name = pictures.placeInImages(image);
      List<Annotation> annotations = new ArrayList<>();
      for (Annotation annotation : image.annotations()) {
        if (annotation.classIndex() == Annotation.EVERY_CLASS) {
          losses.count("regions to ignore of no class left out");
        } else {
          annotations.add(keepIds ? annotation : annotation.withId(next++));
        }
      }
      images.add(
          new LabelledImage(
              image.id(),
              pictures.root().resolve(PictureStore.IMAGES).resolve(name),
              name,
              image.width(),
              image.height(),
              annotations));
    }
    return new Dataset(dataset.name(), dataset.classes(), images, dataset.notes());
  }

  /** Whether every annotation has an id of its own; the metric takes 0 for none. */
  private static boolean haveIds(Dataset dataset) {
    Set<Long> seen = new HashSet<>(List.of(CocoRecords.NO_ID));
    return dataset.images().stream()
        .flatMap(image -> image.annotations().stream())
        .allMatch(annotation -> seen.add(annotation.id()));
  }
}

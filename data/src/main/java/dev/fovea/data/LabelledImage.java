package dev.fovea.data;

import java.nio.file.Path;
import java.util.List;

/**
 * One image of a data set with what is to be found in it.
 *
 * @param id the data set's own; where it has none, the position in the split counted from 1
 * @param file where the picture lies
 * @param name the file's name as the data set writes it
 * @param width pixels, as the data set states them
 * @param height pixels, as the data set states them
 * @param annotations possibly none
 */
public record LabelledImage(
    long id, Path file, String name, int width, int height, List<Annotation> annotations) {
  public LabelledImage {
    annotations = List.copyOf(annotations);
  }

  /** The same image with other annotations. */
  public LabelledImage withAnnotations(List<Annotation> changed) {
    return new LabelledImage(id, file, name, width, height, changed);
  }
}

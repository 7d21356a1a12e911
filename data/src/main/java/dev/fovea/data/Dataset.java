package dev.fovea.data;

import dev.fovea.core.ClassNames;
import dev.fovea.core.FoveaException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * One split of a data set in memory, pictures left on disk.
 *
 * @param name for people, such as {@code bccd/train}
 * @param classes index to name and original id
 * @param images in the data set's order
 * @param notes sentences about what reading changed, such as "2 boxes with zero area dropped."
 */
public record Dataset(
    String name, ClassNames classes, List<LabelledImage> images, List<String> notes) {
  public Dataset {
    images = List.copyOf(images);
    notes = List.copyOf(notes);
    if (images.isEmpty()) {
      throw FoveaException.data(
          "The data set " + name + " has no images. Name a split with at least one.");
    }
  }

  /** The number of boxes to be found, those to ignore left out. */
  public long boxCount() {
    return LongStream.of(boxCounts()).sum();
  }

  /** The same for each class: {@code [K]}. */
  public long[] boxCounts() {
    long[] counts = new long[classes.count()];
    for (LabelledImage image : images) {
      for (Annotation annotation : image.annotations()) {
        if (!annotation.ignore()) {
          counts[annotation.classIndex()]++;
        }
      }
    }
    return counts;
  }

  /**
   * SHA-256 in hexadecimal over names, sizes, boxes and classes, for provenance.
   *
   * <p>Where the files lie has no part in it.
   */
  public String fingerprint() {
    return Fingerprint.of(this);
  }

  /**
   * The data set in which the named classes are none: their boxes become regions to ignore.
   *
   * @throws FoveaException when a name is unknown or no class is left
   */
  public Dataset withIgnored(List<String> names) {
    requireKnown(names, "to ignore");
    return restricted(
        classes.names().stream().filter(name -> !names.contains(name)).toList(), true);
  }

  /**
   * The data set with the named classes alone, in the data set's order. The others' boxes go.
   *
   * @throws FoveaException when a name is unknown or none is given
   */
  public Dataset onlyClasses(List<String> names) {
    requireKnown(names, "to keep");
    return restricted(classes.names().stream().filter(names::contains).toList(), false);
  }

  private Dataset restricted(List<String> kept, boolean ignoreOthers) {
    if (kept.isEmpty()) {
      throw FoveaException.user(
          "No class of the data set "
              + name
              + " is left. Keep at least one of: "
              + String.join(", ", classes.names())
              + ".");
    }
    List<String> before = classes.names();
    int[] indices = before.stream().mapToInt(kept::indexOf).toArray();
    List<Long> ids = kept.stream().map(label -> classes.id(before.indexOf(label))).toList();
    ClassNames left = new ClassNames(kept, ids);
    List<LabelledImage> changed = new ArrayList<>();
    long others = 0;
    for (LabelledImage image : images) {
      List<Annotation> annotations = new ArrayList<>();
      for (Annotation annotation : image.annotations()) {
        int index = annotation.classIndex();
        if (index == Annotation.EVERY_CLASS) {
          annotations.add(annotation);
        } else if (indices[index] >= 0) {
          annotations.add(withClass(annotation, indices[index], annotation.ignore()));
        } else {
          others++;
          if (ignoreOthers) {
            annotations.add(withClass(annotation, Annotation.EVERY_CLASS, true));
          }
        }
      }
      changed.add(image.withAnnotations(annotations));
    }
    List<String> said = new ArrayList<>(notes);
    if (others > 0) {
      String fate = ignoreOthers ? " became regions to ignore." : " dropped.";
      said.add(others + (others == 1 ? " box" : " boxes") + " of other classes" + fate);
    }
    return new Dataset(name, left, changed, said);
  }

  private static Annotation withClass(Annotation annotation, int index, boolean ignore) {
    return new Annotation(annotation.box(), index, ignore, annotation.area(), annotation.id());
  }

  private void requireKnown(List<String> names, String purpose) {
    for (String label : names) {
      if (!classes.names().contains(label)) {
        throw FoveaException.user(
            "The data set "
                + name
                + " has no class "
                + label
                + " "
                + purpose
                + ". "
                + KnownNames.hint(label, classes.names()));
      }
    }
  }
}

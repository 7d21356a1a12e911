package dev.fovea.data.format;

import dev.fovea.core.ClassNames;
import dev.fovea.core.FoveaException;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * COCO's annotation files: {@code SPLIT.json} beside a folder {@code SPLIT} or {@code SPLIT2017},
 * or {@code annotations/instances_SPLIT.json}, or a single such file.
 *
 * <p>The classes are the file's categories by ascending id. Crowds ({@code iscrowd}) are to be
 * ignored. Images without boxes are kept.
 */
public final class CocoFormat implements DatasetFormat {
  @Override
  public String name() {
    return "COCO";
  }

  @Override
  public String layout() {
    return "SPLIT.json with the folder SPLIT, or annotations/instances_SPLIT.json, or one such"
        + " file";
  }

  @Override
  public boolean recognises(Path root) {
    return Files.isRegularFile(root)
        ? CocoLayout.looksLikeCoco(root)
        : !CocoLayout.splits(root).isEmpty();
  }

  @Override
  public List<String> splits(Path root) {
    return List.copyOf(CocoLayout.splits(root).keySet());
  }

  @Override
  public Dataset read(Path root, String split) {
    if (!Files.exists(root)) {
      throw FoveaException.data("The data set " + root + " does not exist.");
    }
    Path file =
        CocoLayout.file(root, split)
            .orElseThrow(() -> Folders.unknownSplit(root, split, splits(root)));
    CocoFile content = CocoFile.read(file);
    if (content.pictures().isEmpty()) {
      throw FoveaException.data(
          "The split " + file + " is empty: its list of images must have at least one.");
    }
    Path folder = CocoLayout.pictures(file, split, content.pictures());
    String place = Files.isRegularFile(root) ? "" : Folders.name(root) + "/";
    return new Joining(file, content).dataset(place + split, folder);
  }

  /** The join of images, categories and annotations of one file. */
  private static final class Joining {
    private final Path file;
    private final CocoFile content;
    private final ClassNames classes;
    private final Map<Long, Integer> indices = new HashMap<>();
    private final Map<Long, List<Annotation>> annotations = new HashMap<>();
    private int zeroArea;

    Joining(Path file, CocoFile content) {
      this.file = file;
      this.content = content;
      this.classes = classes();
      for (int index = 0; index < classes.count(); index++) {
        indices.put(classes.id(index), index);
      }
    }

    private ClassNames classes() {
      List<CocoFile.Category> sorted =
          content.categories().stream()
              .sorted(Comparator.comparingLong(CocoFile.Category::id))
              .toList();
      List<String> names = sorted.stream().map(CocoFile.Category::name).toList();
      List<Long> ids = sorted.stream().map(CocoFile.Category::id).toList();
      AnnotationCheck.requireDistinct(names, file.toString());
      if (new HashSet<>(ids).size() < ids.size()) {
        throw FoveaException.data(
            "Two categories in " + file + " have the same id. Ids must differ: " + ids + ".");
      }
      return new ClassNames(names, ids);
    }

    Dataset dataset(String name, Path folder) {
      Set<Long> seen = new HashSet<>();
      for (CocoFile.Picture picture : content.pictures()) {
        if (!seen.add(picture.id())) {
          throw FoveaException.data(
              "Two images in " + file + " have the id " + picture.id() + ". Ids must differ.");
        }
        annotations.put(picture.id(), new ArrayList<>());
      }
      content.instances().forEach(this::add);
      List<LabelledImage> images = new ArrayList<>();
      for (CocoFile.Picture picture : content.pictures()) {
        images.add(
            new LabelledImage(
                picture.id(),
                folder.resolve(picture.name()),
                picture.name(),
                picture.width(),
                picture.height(),
                annotations.get(picture.id())));
      }
      return new Dataset(name, classes, images, AnnotationCheck.zeroAreaNotes(zeroArea));
    }

    private void add(CocoFile.Instance instance) {
      String place =
          "annotations[" + instance.element() + "] (id " + instance.id() + ") in " + file;
      List<Annotation> ofPicture = annotations.get(instance.picture());
      Integer index = indices.get(instance.category());
      if (ofPicture == null) {
        throw FoveaException.data(
            "The record "
                + place
                + " names the image "
                + instance.picture()
                + ", which the list of images lacks.");
      }
      if (index == null) {
        throw FoveaException.data(
            "The record "
                + place
                + " names the category "
                + instance.category()
                + ", which the list of categories lacks. Known: "
                + classes.ids()
                + ".");
      }
      double[] box = instance.box();
      double right = box[0] + box[2];
      double bottom = box[1] + box[3];
      if (AnnotationCheck.hasArea(box[0], box[1], right, bottom, place)) {
        Box corners = new Box((float) box[0], (float) box[1], (float) right, (float) bottom);
        double area = instance.area() < 0 ? box[2] * box[3] : instance.area();
        ofPicture.add(new Annotation(corners, index, instance.crowd(), area, instance.id()));
      } else {
        zeroArea++;
      }
    }
  }
}

package dev.fovea.data.format;

import dev.fovea.core.ClassNames;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The join of images, categories and annotations of one COCO file. */
final class CocoJoin {
  private final Path file;
  private final CocoFile content;
  private final DefectSink sink;
  private final BoxJudge judge;
  private final ClassNames classes;
  private final Map<Long, Integer> indices = new HashMap<>();
  private final Map<Long, List<Annotation>> annotations = new HashMap<>();

  CocoJoin(Path file, CocoFile content, DefectSink sink) {
    this.file = file;
    this.content = content;
    this.sink = sink;
    this.judge = new BoxJudge(sink);
    this.classes = classes();
    for (int index = 0; index < classes.count(); index++) {
      indices.put(classes.id(index), index);
    }
  }

  private ClassNames classes() {
    Map<Long, String> names = new TreeMap<>();
    for (CocoFile.Category category : content.categories()) {
      if (names.putIfAbsent(category.id(), category.name()) != null) {
        refuse(
            DefectKind.DUPLICATE_CLASS_ID,
            "Two categories in " + file + " have the same id " + category.id() + ".");
      }
    }
    ClassNames found = new ClassNames(List.copyOf(names.values()), List.copyOf(names.keySet()));
    ClassCheck.requireDistinct(found.names(), Place.of(file), sink);
    return found;
  }

  private void refuse(DefectKind kind, String text) {
    sink.refuse(new Defect(kind, Place.of(file), text));
  }

  Dataset dataset(String name, Path folder) {
    List<CocoFile.Picture> pictures = new ArrayList<>();
    for (CocoFile.Picture picture : content.pictures()) {
      if (annotations.putIfAbsent(picture.id(), new ArrayList<>()) == null) {
        pictures.add(picture);
      } else {
        refuse(
            DefectKind.DUPLICATE_IMAGE_ID,
            "Two images in "
                + file
                + " have the id "
                + picture.id()
                + ", the second is "
                + picture.name()
                + ". Ids must differ.");
      }
    }
    tellOfRepeatedIds();
    content.instances().forEach(this::add);
    List<LabelledImage> images = new ArrayList<>();
    for (CocoFile.Picture picture : pictures) {
      images.add(
          new LabelledImage(
              picture.id(),
              folder.resolve(picture.name()),
              picture.name(),
              picture.width(),
              picture.height(),
              annotations.get(picture.id())));
    }
    return new Dataset(name, classes, images, judge.notes());
  }

  private Place place(CocoFile.Instance instance) {
    return new Place(
        file,
        instance.position().line(),
        "annotations[" + instance.position().element() + "] (id " + instance.id() + ")");
  }

  /** Sorts first, since a set of all ids would be as large as the annotations themselves. */
  private void tellOfRepeatedIds() {
    long[] ids = content.instances().stream().mapToLong(CocoFile.Instance::id).sorted().toArray();
    Set<Long> repeated = new HashSet<>();
    for (int i = 1; i < ids.length; i++) {
      if (ids[i] == ids[i - 1] && ids[i] != CocoRecords.NO_ID) {
        repeated.add(ids[i]);
      }
    }
    Set<Long> seen = new HashSet<>();
    for (CocoFile.Instance instance : content.instances()) {
      if (repeated.contains(instance.id()) && !seen.add(instance.id())) {
        Place place = place(instance);
        String text = "The id of " + place + " is that of an annotation before it.";
        sink.tolerate(new Defect(DefectKind.DUPLICATE_ANNOTATION_ID, place, text));
      }
    }
  }

  private void add(CocoFile.Instance instance) {
    Place place = place(instance);
    List<Annotation> ofPicture = annotations.get(instance.picture());
    Integer index = indices.get(instance.category());
    if (ofPicture == null) {
      String text = " names the image " + instance.picture() + ", which the list of images lacks.";
      sink.refuse(new Defect(DefectKind.UNKNOWN_IMAGE, place, "The record " + place + text));
    } else if (index == null) {
      String text =
          " names the category "
              + instance.category()
              + ", which the list of categories lacks. Known: "
              + classes.ids()
              + ".";
      sink.refuse(new Defect(DefectKind.UNKNOWN_CLASS, place, "The record " + place + text));
    } else {
      judge.judge(stated(instance, index), place).ifPresent(ofPicture::add);
    }
  }

  private static BoxJudge.Stated stated(CocoFile.Instance instance, int index) {
    double[] box = instance.box();
    double area = instance.area() < 0 ? box[2] * box[3] : instance.area();
    return new BoxJudge.Stated(
        box[0],
        box[1],
        box[0] + box[2],
        box[1] + box[3],
        index,
        instance.crowd(),
        area,
        instance.id());
  }
}

package dev.fovea.data.format;

import dev.fovea.core.ClassNames;
import dev.fovea.core.FoveaException;
import dev.fovea.core.eval.CocoBox;
import dev.fovea.core.eval.GroundTruth;
import dev.fovea.core.eval.IdPlaces;
import dev.fovea.core.eval.TruthKind;
import dev.fovea.core.eval.TruthObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One reading of a {@link CocoTruth}. */
final class CocoTruthReader {
  private final Path file;
  private final CocoCursor cursor;
  private final IdPlaces images = new IdPlaces();
  private final SortedMap<Long, String> categories = new TreeMap<>();
  private final List<Raw> annotations = new ArrayList<>();
  private final IdPlaces annotationIds = new IdPlaces();
  private final Set<String> lists = new HashSet<>();

  /** An annotation before the categories are known, which may come later in the file. */
  private record Raw(long image, long category, CocoBox box, OptionalDouble area, TruthKind kind) {}

  CocoTruthReader(Path file, CocoCursor cursor) {
    this.file = file;
    this.cursor = cursor;
  }

  /** Reads all that the metric needs. */
  CocoTruthReader read() throws IOException {
    if (!cursor.atObject()) {
      throw cursor.error("must be an object with \"images\", \"annotations\" and \"categories\"");
    }
    while (cursor.nextField()) {
      String list = cursor.field();
      switch (list) {
        case "images" -> readImages();
        case "categories" -> readCategories();
        case "annotations" -> readAnnotations();
        default -> cursor.skip();
      }
      lists.add(list);
    }
    for (String needed : List.of("images", "annotations", "categories")) {
      if (!lists.contains(needed)) {
        throw FoveaException.data(
            file + " has no \"" + needed + "\"; a COCO data set file is needed");
      }
    }
    return this;
  }

  /** What was read, with warnings about what was left out. */
  CocoTruth truth() {
    return new CocoTruth(
        new GroundTruth(imageIds(), categories.size(), objects()),
        new ClassNames(List.copyOf(categories.values()), List.copyOf(categories.keySet())));
  }

  private void readImages() throws IOException {
    cursor.enterList("images");
    while (cursor.nextEntry()) {
      OptionalLong id = OptionalLong.empty();
      while (cursor.nextField()) {
        if (cursor.field().equals("id")) {
          id = OptionalLong.of(cursor.id());
        } else {
          cursor.skip();
        }
      }
      images.add(id.orElseThrow(() -> cursor.entryError("has no \"id\"")));
    }
  }

  private void readCategories() throws IOException {
    cursor.enterList("categories");
    while (cursor.nextEntry()) {
      OptionalLong id = OptionalLong.empty();
      Optional<String> name = Optional.empty();
      while (cursor.nextField()) {
        switch (cursor.field()) {
          case "id" -> id = OptionalLong.of(cursor.id());
          case "name" -> name = Optional.of(cursor.text());
          default -> cursor.skip();
        }
      }
      long found = id.orElseThrow(() -> cursor.entryError("has no \"id\""));
      categories.put(found, name.orElseGet(() -> Long.toString(found)));
    }
  }

  private void readAnnotations() throws IOException {
    cursor.enterList("annotations");
    while (cursor.nextEntry()) {
      annotations.add(readAnnotation());
    }
  }

  private Raw readAnnotation() throws IOException {
    OptionalLong id = OptionalLong.empty();
    OptionalLong image = OptionalLong.empty();
    OptionalLong category = OptionalLong.empty();
    Optional<CocoBox> box = Optional.empty();
    OptionalDouble area = OptionalDouble.empty();
    boolean crowd = false;
    while (cursor.nextField()) {
      switch (cursor.field()) {
        case "id" -> id = OptionalLong.of(newId());
        case "image_id" -> image = OptionalLong.of(cursor.id());
        case "category_id" -> category = OptionalLong.of(cursor.id());
        case "bbox" -> box = Optional.of(cursor.box());
        case "area" -> area = area();
        case "iscrowd" -> crowd = cursor.flag();
        default -> cursor.skip();
      }
    }
    return new Raw(
        image.orElseThrow(() -> cursor.entryError("has no \"image_id\"")),
        category.orElseThrow(() -> cursor.entryError("has no \"category_id\"")),
        box.orElseThrow(() -> cursor.entryError("has no \"bbox\": [x, y, width, height]")),
        area,
        kind(crowd, id));
  }

  private static TruthKind kind(boolean crowd, OptionalLong id) {
    if (crowd) {
      return TruthKind.CROWD;
    }
    return id.isPresent() && id.getAsLong() == 0 ? TruthKind.OBJECT_WITH_ID_ZERO : TruthKind.OBJECT;
  }

  private long newId() throws IOException {
    long id = cursor.id();
    if (!annotationIds.add(id)) {
      throw cursor.error(
          "is "
              + id
              + ", which an annotation before it has; give each annotation an id of its own");
    }
    return id;
  }

  private OptionalDouble area() throws IOException {
    if (cursor.takeNull()) {
      return OptionalDouble.empty();
    }
    double area = cursor.number();
    if (area < 0) {
      throw cursor.error("is " + area + ", but must be 0 or more square pixels");
    }
    return OptionalDouble.of(area);
  }

  private List<Long> imageIds() {
    return Arrays.stream(images.ids()).boxed().toList();
  }

  private List<TruthObject> objects() {
    IdPlaces classes = IdPlaces.of(categories.keySet());
    List<TruthObject> objects = new ArrayList<>(annotations.size());
    boolean zero = false;
    for (Raw raw : annotations) {
      int index = classes.place(raw.category);
      if (images.place(raw.image) >= 0 && index >= 0) {
        double area = raw.area.orElse(raw.box.area());
        objects.add(new TruthObject(raw.image, index, raw.box, area, raw.kind));
        zero |= raw.kind == TruthKind.OBJECT_WITH_ID_ZERO;
      }
    }
    warn(annotations.size() - objects.size(), zero);
    return objects;
  }

  private void warn(int leftOut, boolean zero) {
    if (leftOut > 0) {
      log()
          .warn(
              "{}: {} annotations are left out, as by pycocotools: \"images\" or \"categories\""
                  + " does not list theirs",
              file,
              leftOut);
    }
    if (zero) {
      log()
          .warn(
              "{}: an annotation has the id 0; pycocotools, and so this metric, counts what finds"
                  + " it as false; number annotations from 1",
              file);
    }
  }

  /** Only when there is something to tell: a logger looks for its settings in every library. */
  private static Logger log() {
    return LoggerFactory.getLogger(CocoTruthReader.class);
  }
}

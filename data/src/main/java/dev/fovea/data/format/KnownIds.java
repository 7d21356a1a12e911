package dev.fovea.data.format;

import dev.fovea.core.eval.DetectedObjects;
import dev.fovea.core.eval.IdPlaces;
import java.io.IOException;
import java.util.Optional;

/** Ids of a ground truth; any other is an error. */
final class KnownIds implements ResultIds {
  private final IdPlaces images;
  private final IdPlaces categories;

  KnownIds(CocoTruth truth) {
    this.images = IdPlaces.of(truth.imageIds());
    this.categories = IdPlaces.of(truth.classes().ids());
  }

  /** Detections whose classes are categories, with indices; nothing where an id is unknown. */
  Optional<DetectedObjects> resolve(DetectedObjects asWritten) {
    return asWritten.hasOnly(images) ? asWritten.indexed(categories) : Optional.empty();
  }

  @Override
  public long image(CocoCursor cursor) throws IOException {
    long id = cursor.id();
    if (images.place(id) < 0) {
      throw cursor.error(
          "is "
              + id
              + ", which is none of the ground truth's "
              + images.count()
              + " images; detections and ground truth must be of the same data set");
    }
    return id;
  }

  @Override
  public int category(CocoCursor cursor) throws IOException {
    long id = cursor.id();
    int index = categories.place(id);
    if (index < 0) {
      throw cursor.error(
          "is "
              + id
              + ", which is none of the ground truth's "
              + categories.count()
              + " categories; the data set's own ids are needed, not class indices");
    }
    return index;
  }
}

package dev.fovea.core.eval;

import java.util.Arrays;
import java.util.List;

/** Images by ascending id, the order in which pycocotools strings detections together. */
final class ImageOrder {
  private final IdPlaces ids;

  ImageOrder(List<Long> imageIds) {
    long[] sorted = imageIds.stream().mapToLong(Long::longValue).sorted().toArray();
    ids = IdPlaces.of(() -> Arrays.stream(sorted).iterator());
  }

  int count() {
    return ids.count();
  }

  int place(long id) {
    int place = ids.place(id);
    if (place < 0) {
      throw new IllegalArgumentException(
          "image id " + id + " is not among the " + count() + " images of the ground truth");
    }
    return place;
  }
}

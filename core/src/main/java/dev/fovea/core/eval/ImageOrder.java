package dev.fovea.core.eval;

import java.util.Arrays;
import java.util.List;

/** Images by ascending id, the order in which pycocotools strings detections together. */
final class ImageOrder {
  private final long[] ids;

  ImageOrder(List<Long> imageIds) {
    ids = imageIds.stream().mapToLong(Long::longValue).sorted().distinct().toArray();
  }

  int count() {
    return ids.length;
  }

  int place(long id) {
    int place = Arrays.binarySearch(ids, id);
    if (place < 0) {
      throw new IllegalArgumentException(
          "image id " + id + " is not among the " + ids.length + " images of the ground truth");
    }
    return place;
  }
}

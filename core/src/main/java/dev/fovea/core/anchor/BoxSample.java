package dev.fovea.core.anchor;

import dev.fovea.core.Size;
import dev.fovea.core.box.Boxes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Boxes that anchors are measured by.
 *
 * @param boxes {@code [M, 4]} for each padded input that has some
 * @param count of all of them
 */
record BoxSample(Map<Size, float[]> boxes, int count) {
  /** One box of one image. */
  private record Place(AnchoredImage image, int box) {}

  /** All boxes of the images that are not empty. */
  static BoxSample all(List<AnchoredImage> images) {
    return of(places(images));
  }

  /** At most {@code most} of them, chosen by the seed. */
  static BoxSample some(List<AnchoredImage> images, int most, long seed) {
    List<Place> places = places(images);
    if (places.size() > most) {
      Collections.shuffle(places, new Random(seed));
    }
    return of(places.subList(0, Math.min(most, places.size())));
  }

  private static List<Place> places(List<AnchoredImage> images) {
    List<Place> places = new ArrayList<>();
    for (AnchoredImage image : images) {
      for (int box = 0; box < image.truth().count(); box++) {
        if (!Boxes.isEmpty(image.truth().boxes(), box)) {
          places.add(new Place(image, box));
        }
      }
    }
    return places;
  }

  private static BoxSample of(List<Place> places) {
    Map<Size, List<Place>> byCanvas = new LinkedHashMap<>();
    for (Place place : places) {
      byCanvas.computeIfAbsent(place.image.canvas(), canvas -> new ArrayList<>()).add(place);
    }
    Map<Size, float[]> boxes = new LinkedHashMap<>();
    byCanvas.forEach((canvas, inside) -> boxes.put(canvas, corners(inside)));
    return new BoxSample(boxes, places.size());
  }

  private static float[] corners(List<Place> places) {
    float[] corners = new float[4 * places.size()];
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      System.arraycopy(place.image.truth().boxes(), 4 * place.box, corners, 4 * i, 4);
    }
    return corners;
  }

  /** Base-2 logarithms of height over width, ascending: {@code [M]}. */
  double[] logRatios() {
    return boxes.values().stream()
        .flatMapToDouble(
            corners ->
                IntStream.range(0, corners.length / 4).mapToDouble(i -> logRatio(corners, 4 * i)))
        .sorted()
        .toArray();
  }

  private static double logRatio(float[] corners, int at) {
    double width = corners[at + 2] - corners[at];
    double height = corners[at + 3] - corners[at + 1];
    return AnchorLadder.log2(height / width);
  }

  /** The score in the real grids, computed from nearest anchors: fast, and exact to rounding. */
  AnchorScore nearest(AnchorSettings settings, double iou) {
    return score(
        iou,
        (canvas, corners) ->
            BestOverlap.nearest(
                AnchorGrid.levels(settings, canvas.width(), canvas.height()), corners));
  }

  /** The score in the real grids. */
  AnchorScore exact(AnchorSettings settings, double iou) {
    return score(
        iou,
        (canvas, corners) ->
            BestOverlap.of(AnchorGrid.of(settings, canvas.width(), canvas.height()), corners));
  }

  /** The best IoU of each box of an input. */
  private interface Overlap {
    float[] of(Size canvas, float[] corners);
  }

  private AnchorScore score(double iou, Overlap overlap) {
    long reached = 0;
    double sum = 0;
    for (Map.Entry<Size, float[]> input : boxes.entrySet()) {
      for (float best : overlap.of(input.getKey(), input.getValue())) {
        reached += best >= (float) iou ? 1 : 0;
        sum += best;
      }
    }
    return new AnchorScore((double) reached / count, sum / count);
  }
}

package dev.fovea.core.eval;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Annotated boxes as flat arrays, ordered by class, image, place in the file.
 *
 * @param box {@code [n, 4]}: x, y, width, height
 * @param area {@code [n]}
 * @param kind {@code [n]}
 * @param image {@code [n]}: place in {@link ImageOrder}
 * @param classStart {@code [K + 1]}: where each class begins
 */
record TruthTable(double[] box, double[] area, TruthKind[] kind, int[] image, int[] classStart) {
  static TruthTable of(GroundTruth truth, ImageOrder images) {
    List<TruthObject> objects = truth.objects();
    int[] imageOf = objects.stream().mapToInt(o -> images.place(o.imageId())).toArray();
    int[] classOf = objects.stream().mapToInt(TruthObject::classIndex).toArray();
    int[] byImage =
        CountingSort.stable(CountingSort.identity(objects.size()), imageOf, images.count());
    int[] order = CountingSort.stable(byImage, classOf, truth.classCount());
    TruthTable table =
        new TruthTable(
            new double[4 * order.length],
            new double[order.length],
            new TruthKind[order.length],
            new int[order.length],
            CountingSort.starts(classOf, truth.classCount()));
    for (int i = 0; i < order.length; i++) {
      TruthObject object = objects.get(order[i]);
      Overlap.put(object.box(), table.box, i);
      table.area[i] = object.area();
      table.kind[i] = object.kind();
      table.image[i] = imageOf[order[i]];
    }
    return table;
  }

  /** For each object of a class that is to be found, its image. */
  int[] imagesOfObjects(int classIndex, AreaRange range) {
    return IntStream.range(classStart[classIndex], classStart[classIndex + 1])
        .filter(t -> kind[t] != TruthKind.CROWD && !range.excludes(area[t]))
        .map(t -> image[t])
        .toArray();
  }

  int crowds() {
    int crowds = 0;
    for (TruthKind one : kind) {
      crowds += one == TruthKind.CROWD ? 1 : 0;
    }
    return crowds;
  }
}

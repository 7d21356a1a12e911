package dev.fovea.bench;

import dev.fovea.core.box.NonMaximumSuppression;
import java.nio.file.Path;

/**
 * How long NMS takes in a warm JVM.
 *
 * <p>Arguments: a folder with {@code boxes [N, 4]}, {@code scores [N]}, {@code classes [N]}, the
 * IoU threshold, repetitions. The rows that stay are written to {@code kept}.
 */
public final class NmsTimes {
  private NmsTimes() {}

  /** Suppresses again and again. */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    float[] boxes = KernelTimes.floats(folder.resolve("boxes"));
    float[] scores = KernelTimes.floats(folder.resolve("scores"));
    int[] classes = KernelTimes.ints(folder.resolve("classes"));
    double threshold = Double.parseDouble(arguments[1]);
    int[][] kept = new int[1][];
    KernelTimes.print(
        Integer.parseInt(arguments[2]),
        1,
        () ->
            kept[0] = NonMaximumSuppression.keep(boxes, scores, classes, threshold, scores.length));
    KernelTimes.write(kept[0], folder.resolve("kept"));
  }
}

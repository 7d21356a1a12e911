package dev.fovea.bench;

import dev.fovea.core.anchor.AnchorGrid;
import dev.fovea.core.anchor.AnchorMatcher;
import dev.fovea.core.anchor.AnchorSettings;
import dev.fovea.core.anchor.Matches;
import dev.fovea.core.anchor.MatchingSettings;
import dev.fovea.core.anchor.TruthBoxes;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * How long it takes, in a warm JVM, to match torchvision's anchors of an input to truth boxes.
 *
 * <p>Arguments: a folder with {@code truth [M, 4]}, the input's width and height, repetitions. The
 * anchors' labels are written to {@code labels}: the box, −1 for background, −2 for between the
 * thresholds, as torchvision's {@code Matcher} has them.
 */
public final class MatchingTimes {
  private static final int BACKGROUND = -1;
  private static final int BETWEEN = -2;

  private MatchingTimes() {}

  /** Matches again and again. */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    AnchorGrid grid =
        AnchorGrid.of(
            AnchorSettings.torchvision(),
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]));
    float[] boxes = KernelTimes.floats(folder.resolve("truth"));
    TruthBoxes truth = new TruthBoxes(boxes, new int[boxes.length / 4], new float[0]);
    AnchorMatcher matcher = new AnchorMatcher(MatchingSettings.torchvision());
    Matches[] matches = new Matches[1];
    KernelTimes.print(
        Integer.parseInt(arguments[3]), 1, () -> matches[0] = matcher.match(grid, truth));
    KernelTimes.write(labels(grid, matches[0]), folder.resolve("labels"));
  }

  private static int[] labels(AnchorGrid grid, Matches matches) {
    int[] labels = new int[grid.count()];
    Arrays.fill(labels, BACKGROUND);
    for (int ignored : matches.ignored()) {
      labels[ignored] = BETWEEN;
    }
    for (int i = 0; i < matches.anchors().length; i++) {
      labels[matches.anchors()[i]] = matches.boxes()[i];
    }
    return labels;
  }
}

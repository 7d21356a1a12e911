package dev.fovea.nn.preflight;

import dev.fovea.core.anchor.AnchoredImage;
import dev.fovea.core.anchor.ImageFit;
import dev.fovea.core.anchor.MatchingSettings.LowQuality;
import dev.fovea.core.anchor.TruthBoxes;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.check.Finding;
import dev.fovea.nn.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Which boxes the anchors reach after the run's own resizing, augmentation left out.
 *
 * <p>A box is out of reach when its best IoU with any anchor is below {@code matching.background},
 * or below {@code matching.foreground} where {@code lowQuality} does not help it.
 */
final class AnchorReach {
  /** More images are sampled at even distances: a few seconds at most. */
  private static final int MOST_IMAGES = 5000;

  /** Fewer are odd boxes, not a wrong resolution. */
  private static final double WORTH_A_WARNING = 0.01;

  private static final int NAMED = 5;

  private final RunInputs inputs;
  private final double least;
  private final long[] boxes;
  private final long[] beyond;
  private final long[] positives;
  private int images;
  private float smallest = Float.MAX_VALUE;
  private String example = "";

  private AnchorReach(Settings settings, int classes) {
    inputs = new RunInputs(settings);
    boolean helped = settings.matching().lowQuality() != LowQuality.NONE;
    least = helped ? settings.matching().background() : settings.matching().foreground();
    boxes = new long[classes];
    beyond = new long[classes];
    positives = new long[classes];
  }

  static AnchorReach of(Settings settings, Dataset dataset) {
    AnchorReach reach = new AnchorReach(settings, dataset.classes().count());
    long all = dataset.images().size();
    long looked = Math.min(all, MOST_IMAGES);
    for (long i = 0; i < looked; i++) {
      reach.add(dataset.images().get((int) (i * all / looked)));
    }
    return reach;
  }

  private void add(LabelledImage image) {
    AnchoredImage input = inputs.of(image);
    ImageFit fit = inputs.fit(input);
    TruthBoxes truth = input.truth();
    for (int box = 0; box < truth.count(); box++) {
      int index = truth.classes()[box];
      boxes[index]++;
      positives[index] += fit.positives()[box];
      if (fit.bestIou()[box] < (float) least) {
        beyond[index]++;
        remember(image, truth.boxes(), box);
      }
    }
    images++;
  }

  private void remember(LabelledImage image, float[] corners, int box) {
    float width = corners[4 * box + 2] - corners[4 * box];
    float height = corners[4 * box + 3] - corners[4 * box + 1];
    if (width * height < smallest) {
      smallest = width * height;
      example = String.format(Locale.ROOT, "%.0f×%.0f pixels in %s", width, height, image.name());
    }
  }

  /** What is to be said; empty when every box is in reach. */
  List<Finding> findings(Dataset dataset) {
    List<Finding> findings = new ArrayList<>();
    long lost = LongStream.of(beyond).sum();
    if (lost > 0) {
      String text =
          "%s: %d of %d boxes%s overlap no anchor well (IoU below %s): %s. The smallest enters the"
                  .formatted(
                      dataset.name(), lost, count(), sampled(dataset), least, byClass(dataset))
              + " network with "
              + example
              + ". Try a larger input.shortSide, or anchors that fit: `fovea data anchors` finds them.";
      boolean many = lost >= WORTH_A_WARNING * count();
      findings.add(many ? Finding.warning(text) : Finding.note(text));
    }
    String unmatched =
        IntStream.range(0, boxes.length)
            .filter(index -> boxes[index] > 0 && positives[index] == 0)
            .mapToObj(dataset.classes()::name)
            .limit(NAMED)
            .collect(Collectors.joining(", "));
    if (!unmatched.isEmpty()) {
      findings.add(
          Finding.warning(
              "%s: no anchor is matched to any box of %s, so that nothing is learned of it."
                  .formatted(dataset.name(), unmatched)));
    }
    return findings;
  }

  /** Boxes looked at. */
  long count() {
    return LongStream.of(boxes).sum();
  }

  private String sampled(Dataset dataset) {
    return images < dataset.images().size() ? " (in a sample of " + images + " images)" : "";
  }

  /** The classes with most of them first. */
  private String byClass(Dataset dataset) {
    List<Integer> hit =
        IntStream.range(0, beyond.length)
            .filter(index -> beyond[index] > 0)
            .boxed()
            .sorted((a, b) -> Long.compare(beyond[b], beyond[a]))
            .toList();
    String named =
        hit.stream()
            .limit(NAMED)
            .map(i -> "%s %d of %d".formatted(dataset.classes().name(i), beyond[i], boxes[i]))
            .collect(Collectors.joining(", "));
    return hit.size() > NAMED ? named + ", …" : named;
  }
}

package dev.fovea.core.diagnosis;

import dev.fovea.core.box.Box;
import dev.fovea.core.box.Boxes;
import dev.fovea.core.box.NonMaximumSuppression;
import dev.fovea.core.detect.ScoreThreshold;
import dev.fovea.core.diagnosis.HardExample.Kind;
import dev.fovea.core.head.LevelOutputs;
import dev.fovea.core.loss.ClassificationLoss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The background logits of an image that cost most, merged by NMS on the boxes that the network
 * gives their anchors.
 *
 * <p>The loss of background rises with the logit, whichever loss it is: the highest logits are the
 * hardest, but for an α for each class, which makes some classes' cost less.
 *
 * @param loss with which the network is trained
 * @param most logits of an image that are looked at, before they are merged
 */
public record HardestNegatives(ClassificationLoss loss, int most) {
  private static final double NMS = 0.5;

  /** An anchor and a class. */
  private record Negative(int anchor, int classIndex, float logit) {}

  /**
   * Those of an image, the hardest first; what the network puts into regions to ignore is left out.
   *
   * @param weight 1 / the image's normaliser
   */
  public List<HardExample> of(Sight sight, double weight) {
    List<Negative> hardest = highest(sight);
    int count = hardest.size();
    float[] boxes = new float[4 * count];
    float[] logits = new float[count];
    int[] classes = new int[count];
    for (int i = 0; i < count; i++) {
      Negative negative = hardest.get(i);
      System.arraycopy(sight.decoded(negative.anchor), 0, boxes, 4 * i, 4);
      logits[i] = negative.logit;
      classes[i] = negative.classIndex;
    }
    List<HardExample> merged = new ArrayList<>();
    for (int kept : NonMaximumSuppression.keep(boxes, logits, classes, NMS, Math.max(1, count))) {
      float[] box = Arrays.copyOfRange(boxes, 4 * kept, 4 * kept + 4);
      if (Boxes.isFinite(box, 0) && !sight.isIgnored(box)) {
        merged.add(example(sight, hardest.get(kept), box, weight));
      }
    }
    return merged;
  }

  private HardExample example(Sight sight, Negative negative, float[] box, double weight) {
    return new HardExample(
        Kind.NEGATIVE,
        NegativeCause.of(sight, box, negative.classIndex).words(),
        negative.classIndex,
        new Box(box[0], box[1], box[2], box[3]),
        ScoreThreshold.score(negative.logit),
        weight * loss.at(negative.classIndex).value(negative.logit, false),
        sight.overlap(box, label -> true));
  }

  private List<Negative> highest(Sight sight) {
    Hardest<Negative> hardest =
        new Hardest<>(most, Comparator.comparingDouble(Negative::logit).reversed());
    int[] positives = sight.matches().anchors();
    int[] ignored = sight.matches().ignored();
    int classes = sight.outputs().classes();
    float least = Float.NEGATIVE_INFINITY;
    for (int level = 0; level < sight.grid().levels(); level++) {
      LevelOutputs values = sight.outputs().levels().get(level);
      int start = sight.grid().start(level);
      long count = (long) (sight.grid().start(level + 1) - start) * classes;
      for (long i = 0; i < count; i++) {
        float logit = values.get(values.logits(), i);
        // Of equal logits the first stay: only a higher one is of use, once there are enough.
        if (logit > least) {
          int anchor = start + (int) (i / classes);
          int label = (int) (i % classes);
          int positive = Arrays.binarySearch(positives, anchor);
          boolean own =
              positive >= 0 && sight.truth().classes()[sight.matches().boxes()[positive]] == label;
          if (!own && Arrays.binarySearch(ignored, anchor) < 0) {
            hardest.add(new Negative(anchor, label, logit));
            least = hardest.isFull() ? hardest.easiest().logit : least;
          }
        }
      }
    }
    return hardest.list();
  }
}

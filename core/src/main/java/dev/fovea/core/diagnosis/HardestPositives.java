package dev.fovea.core.diagnosis;

import dev.fovea.core.Detection;
import dev.fovea.core.box.Box;
import dev.fovea.core.diagnosis.HardExample.Kind;
import dev.fovea.core.loss.ClassificationLoss;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The objects of an image with what their anchors cost: each with the positive losses of its own
 * anchors together, those that are missed with the cause.
 *
 * @param loss with which the network is trained
 */
public record HardestPositives(ClassificationLoss loss) {
  private static final String FOUND = "found, but with much loss";

  /**
   * Every object of an image, by row: as {@link Kind#MISS} where it is one, else {@link
   * Kind#POSITIVE}.
   *
   * @param misses of the image
   * @param weight 1 / the image's normaliser
   */
  public List<HardExample> of(Sight sight, List<Miss> misses, double weight) {
    double[] losses = new double[sight.truth().count()];
    double[] scores = new double[losses.length];
    for (int i = 0; i < sight.matches().anchors().length; i++) {
      int truth = sight.matches().boxes()[i];
      int label = sight.truth().classes()[truth];
      int anchor = sight.matches().anchors()[i];
      losses[truth] += weight * loss.at(label).value(sight.logit(anchor, label), true);
      scores[truth] = Math.max(scores[truth], sight.score(anchor, label));
    }
    Map<Integer, MissCause> causes = new HashMap<>();
    misses.forEach(miss -> causes.put(miss.truth(), miss.cause()));
    return IntStream.range(0, losses.length)
        .mapToObj(
            truth -> {
              float[] corners = Arrays.copyOfRange(sight.truth().boxes(), 4 * truth, 4 * truth + 4);
              return new HardExample(
                  causes.containsKey(truth) ? Kind.MISS : Kind.POSITIVE,
                  causes.containsKey(truth) ? causes.get(truth).words() : FOUND,
                  sight.truth().classes()[truth],
                  new Box(corners[0], corners[1], corners[2], corners[3]),
                  scores[truth],
                  losses[truth],
                  nearest(sight, truth));
            })
        .toList();
  }

  private static float nearest(Sight sight, int truth) {
    float greatest = 0;
    for (Detection shown : sight.shown()) {
      if (shown.classIndex() == sight.truth().classes()[truth]) {
        greatest = Math.max(greatest, MissDiagnosis.iou(sight, truth, shown));
      }
    }
    return greatest;
  }
}

package dev.fovea.core.loss;

import dev.fovea.core.anchor.Matches;
import dev.fovea.core.box.Box;
import dev.fovea.core.box.BoxCoder;
import dev.fovea.core.head.HeadOutputs;
import dev.fovea.core.head.LevelOutputs;
import java.util.Optional;

/**
 * The box loss of an image, which only its positive anchors have.
 *
 * @param loss of one anchor
 * @param coder gives the deltas to be predicted
 * @param anchors {@code [count, 4]}, all levels in order
 */
record PositiveBoxes(BoxLoss loss, BoxCoder coder, float[] anchors) {
  /** The image's unweighted sum; writes the weighted gradients of its positive anchors. */
  double apply(LabelledImage labelled, HeadOutputs outputs, Optional<HeadOutputs> gradients) {
    Matches matches = labelled.matches();
    double[] gradient = new double[4];
    float[] predicted = new float[4];
    double sum = 0;
    for (int i = 0; i < matches.anchors().length; i++) {
      int anchor = matches.anchors()[i];
      Place place = Place.of(outputs, labelled.image(), anchor);
      LevelOutputs level = outputs.levels().get(place.level);
      for (int d = 0; d < 4; d++) {
        predicted[d] = level.get(level.deltas(), place.firstDelta + d);
      }
      sum += loss.apply(predicted, target(labelled, anchor, matches.boxes()[i]), gradient);
      gradients.ifPresent(all -> place.put(all, gradient, labelled.weight()));
    }
    return sum;
  }

  private BoxTarget target(LabelledImage labelled, int anchor, int box) {
    float[] boxes = labelled.truth().boxes();
    float[] deltas = new float[4];
    coder.encode(anchors, anchor, boxes, box, deltas);
    return new BoxTarget(deltas, boxAt(anchors, anchor), boxAt(boxes, box));
  }

  private static Box boxAt(float[] boxes, int row) {
    int at = 4 * row;
    return new Box(boxes[at], boxes[at + 1], boxes[at + 2], boxes[at + 3]);
  }

  /** Where an anchor's deltas lie: the level, and the index of dx in its memory. */
  private record Place(int level, long firstDelta) {
    static Place of(HeadOutputs outputs, int image, int anchor) {
      int rest = anchor;
      int level = 0;
      long inLevel = anchorsIn(outputs, level);
      while (rest >= inLevel) {
        rest -= (int) inLevel;
        inLevel = anchorsIn(outputs, ++level);
      }
      return new Place(level, 4 * (image * inLevel + rest));
    }

    private static long anchorsIn(HeadOutputs outputs, int index) {
      LevelOutputs level = outputs.levels().get(index);
      return (long) level.height() * level.width() * outputs.anchorsPerCell();
    }

    void put(HeadOutputs gradients, double[] gradient, double weight) {
      LevelOutputs target = gradients.levels().get(level);
      for (int d = 0; d < 4; d++) {
        target.set(target.deltas(), firstDelta + d, (float) (weight * gradient[d]));
      }
    }
  }
}

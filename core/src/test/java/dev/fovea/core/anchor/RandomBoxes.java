package dev.fovea.core.anchor;

import dev.fovea.core.Size;
import java.util.Random;

/** Seeded boxes inside a square input. */
final class RandomBoxes {
  private RandomBoxes() {}

  /** Boxes of every size, the smaller ones more often. */
  static AnchoredImage of(long seed, int count, int side) {
    Random random = new Random(seed);
    float[] boxes = new float[4 * count];
    for (int box = 0; box < count; box++) {
      float width = (float) (4 * Math.pow(side / 8.0, random.nextDouble()));
      float height = (float) (4 * Math.pow(side / 8.0, random.nextDouble()));
      place(random, boxes, 4 * box, side, width, height);
    }
    return image(boxes, side);
  }

  /** Boxes of one shape at any place. */
  static AnchoredImage ofShape(long seed, int count, int side, float width, float height) {
    Random random = new Random(seed);
    float[] boxes = new float[4 * count];
    for (int box = 0; box < count; box++) {
      place(random, boxes, 4 * box, side, width, height);
    }
    return image(boxes, side);
  }

  private static void place(
      Random random, float[] boxes, int at, int side, float width, float height) {
    boxes[at] = random.nextFloat() * (side - width);
    boxes[at + 1] = random.nextFloat() * (side - height);
    boxes[at + 2] = boxes[at] + width;
    boxes[at + 3] = boxes[at + 1] + height;
  }

  private static AnchoredImage image(float[] boxes, int side) {
    TruthBoxes truth = new TruthBoxes(boxes, new int[boxes.length / 4], new float[0]);
    return new AnchoredImage(new Size(side, side), truth);
  }
}

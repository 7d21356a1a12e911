package dev.fovea.data.transform;

import dev.fovea.core.Image;
import dev.fovea.core.box.Box;
import java.util.random.RandomGenerator;

/**
 * A mirror with the top and the bottom exchanged, for pictures without an up: from above, or
 * through a microscope.
 *
 * @param probability of a flip, in {@code [0, 1]}
 */
public record VerticalFlip(double probability) implements Transform {
  public VerticalFlip {
    Requirements.probability("flip", probability);
  }

  @Override
  public Example apply(Example example, RandomGenerator random) {
    return random.nextDouble() < probability ? flipped(example) : example;
  }

  /** The mirrored example: pixel y goes to {@code height − 1 − y}, coordinate y to height − y. */
  static Example flipped(Example example) {
    int height = example.image().height();
    return new Example(
        flipped(example.image()),
        example.annotations().stream()
            .map(annotation -> annotation.withBox(flipped(annotation.box(), height)))
            .toList(),
        example.scale());
  }

  private static Box flipped(Box box, int height) {
    return new Box(box.x1(), height - box.y2(), box.x2(), height - box.y1());
  }

  private static Image flipped(Image image) {
    int stride = image.width() * 3;
    byte[] from = image.rgb();
    byte[] to = new byte[from.length];
    for (int row = 0; row < from.length; row += stride) {
      System.arraycopy(from, row, to, from.length - stride - row, stride);
    }
    return new Image(image.width(), image.height(), to);
  }
}

package dev.fovea.data.transform;

import dev.fovea.core.Image;
import dev.fovea.core.box.Box;
import java.util.random.RandomGenerator;

/**
 * A mirror with the left and the right exchanged.
 *
 * @param probability of a flip, in {@code [0, 1]}
 */
public record HorizontalFlip(double probability) implements Transform {
  public HorizontalFlip {
    Requirements.probability("flip", probability);
  }

  @Override
  public Example apply(Example example, RandomGenerator random) {
    return random.nextDouble() < probability ? flipped(example) : example;
  }

  /** The mirrored example: pixel x goes to {@code width − 1 − x}, coordinate x to width − x. */
  static Example flipped(Example example) {
    int width = example.image().width();
    return new Example(
        flipped(example.image()),
        example.annotations().stream()
            .map(annotation -> annotation.withBox(flipped(annotation.box(), width)))
            .toList(),
        example.scale());
  }

  private static Box flipped(Box box, int width) {
    return new Box(width - box.x2(), box.y1(), width - box.x1(), box.y2());
  }

  private static Image flipped(Image image) {
    int stride = image.width() * 3;
    byte[] from = image.rgb();
    byte[] to = new byte[from.length];
    for (int row = 0; row < from.length; row += stride) {
      for (int x = 0; x < stride; x += 3) {
        int mirrored = row + stride - 3 - x;
        to[row + x] = from[mirrored];
        to[row + x + 1] = from[mirrored + 1];
        to[row + x + 2] = from[mirrored + 2];
      }
    }
    return new Image(image.width(), image.height(), to);
  }
}

package dev.fovea.data.transform;

import java.util.random.RandomGenerator;

/**
 * A random training resolution: the input's sides are multiplied by a uniform factor.
 *
 * <p>The pixels are resized once, when the batch is made. A factor above 1 costs memory.
 *
 * @param least smallest factor, above 0
 * @param most greatest factor, at least {@code least}
 */
public record ScaleJitter(double least, double most) implements Transform {
  public ScaleJitter {
    Requirements.require(
        least > 0 && least <= most && most <= 8,
        "the scale's limits must rise from above 0 to at most 8",
        least + " to " + most);
  }

  @Override
  public Example apply(Example example, RandomGenerator random) {
    double factor = least + (most - least) * random.nextDouble();
    return new Example(example.image(), example.annotations(), example.scale() * factor);
  }
}

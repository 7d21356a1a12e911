package dev.fovea.core.loss;

import dev.fovea.core.FoveaException;
import java.util.List;

/**
 * What a batch's loss is divided by.
 *
 * <p>An image's divisor is its number of anchors assigned to a truth box, not of all anchors: "the
 * vast majority of anchors are easy negatives and receive negligible loss values" (paper, section
 * 4.1).
 */
public interface Normalizer {
  /** The names that {@link #named} knows. */
  List<String> NAMES = List.of("image", "batch", "batchPlusOne", "ema");

  /**
   * The factor of each image's loss; the batch's loss is the sum of the products.
   *
   * @param divisors {@code [N]}: the number of anchors assigned to a box, for each image
   * @return {@code [N]}, each finite, at least 0
   */
  double[] weights(int[] divisors);

  /** Takes a training batch into account, before its {@link #weights} are asked for. */
  default void observe(int[] divisors) {}

  /** All that {@link #observe} has left, for a checkpoint; 0 where nothing is kept. */
  default double state() {
    return 0;
  }

  /** Goes back to a {@link #state()}. */
  default void restore(double state) {}

  /**
   * A new normaliser by its name in settings: {@code image} (paper, torchvision), {@code batch}
   * (MMDetection), {@code batchPlusOne} (the authors' Detectron), {@code ema} (Detectron2).
   *
   * @throws FoveaException if the name is unknown; its message has the known ones
   */
  static Normalizer named(String name) {
    return switch (name) {
      case "image" -> new ImageNormalizer();
      case "batch" -> new BatchNormalizer(0);
      case "batchPlusOne" -> new BatchNormalizer(1);
      case "ema" -> new MovingAverageNormalizer();
      default ->
          throw FoveaException.user(
              "The normalizer '"
                  + name
                  + "' is unknown; known are "
                  + String.join(", ", NAMES)
                  + ".");
    };
  }
}

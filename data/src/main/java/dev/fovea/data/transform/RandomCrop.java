package dev.fovea.data.transform;

import dev.fovea.core.Image;
import dev.fovea.core.Window;
import dev.fovea.data.Annotation;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A random window of the picture that keeps at least one object, if there is one.
 *
 * <p>What becomes of objects that are cut is {@link VisibleObjects}' rule. Where ten windows lose
 * every object, the picture stays whole.
 *
 * @param probability of a crop, in {@code [0, 1]}
 * @param leastSide smallest share of each side, in {@code (0, 1]}; the shares are uniform up to 1
 * @param visibleShare share of an object's area that must be visible for it to stay, in {@code (0,
 *     1]}
 */
public record RandomCrop(double probability, double leastSide, double visibleShare)
    implements Transform {
  private static final int ATTEMPTS = 10;

  public RandomCrop {
    Requirements.probability("crop", probability);
    Requirements.require(
        leastSide > 0 && leastSide <= 1, "a crop's least side must be in (0, 1]", leastSide);
    Requirements.require(
        visibleShare > 0 && visibleShare <= 1, "the visible share must be in (0, 1]", visibleShare);
  }

  @Override
  public Example apply(Example example, RandomGenerator random) {
    if (random.nextDouble() >= probability) {
      return example;
    }
    boolean objects = hasObject(example.annotations());
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Window window = window(example.image(), random);
      List<Annotation> visible = VisibleObjects.in(window, example.annotations(), visibleShare);
      if (!objects || hasObject(visible)) {
        return new Example(window.of(example.image()), visible, example.scale());
      }
    }
    return example;
  }

  private Window window(Image image, RandomGenerator random) {
    int width = side(image.width(), random);
    int height = side(image.height(), random);
    int left = random.nextInt(image.width() - width + 1);
    int top = random.nextInt(image.height() - height + 1);
    return new Window(left, top, width, height);
  }

  private int side(int whole, RandomGenerator random) {
    double share = leastSide + (1 - leastSide) * random.nextDouble();
    return Math.clamp(Math.round(share * whole), 1, whole);
  }

  private static boolean hasObject(List<Annotation> annotations) {
    return annotations.stream().anyMatch(annotation -> !annotation.ignore());
  }
}

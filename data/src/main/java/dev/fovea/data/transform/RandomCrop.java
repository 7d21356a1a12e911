package dev.fovea.data.transform;

import dev.fovea.core.Image;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A random window of the picture that keeps at least one object, if there is one.
 *
 * <p>An object of which enough is visible stays, cut to the window; one of which less is visible
 * becomes a region to ignore, for it is neither clearly there nor background. Where ten windows
 * lose every object, the picture stays whole.
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
      List<Annotation> visible = visible(example.annotations(), window);
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

  private List<Annotation> visible(List<Annotation> annotations, Window window) {
    List<Annotation> visible = new ArrayList<>();
    for (Annotation annotation : annotations) {
      window
          .cut(annotation.box())
          .ifPresent(
              part -> {
                boolean enough = visibleShare(annotation, part, window) >= visibleShare;
                Annotation cut = annotation.withBox(part);
                visible.add(enough ? cut : cut.ignored());
              });
    }
    return visible;
  }

  /** The visible share, 1 exactly for a box that was not cut, whatever shifting rounds. */
  private static double visibleShare(Annotation annotation, Box part, Window window) {
    return window.holds(annotation.box()) ? 1 : part.area() / annotation.box().area();
  }

  private static boolean hasObject(List<Annotation> annotations) {
    return annotations.stream().anyMatch(annotation -> !annotation.ignore());
  }

  /** A rectangle of whole pixels. */
  private record Window(int left, int top, int width, int height) {
    boolean holds(Box box) {
      return box.x1() >= left
          && box.y1() >= top
          && box.x2() <= left + width
          && box.y2() <= top + height;
    }

    /** The part of a box inside, in the window's pixels; nothing where none is. */
    Optional<Box> cut(Box box) {
      float x1 = Math.clamp(box.x1() - left, 0f, (float) width);
      float y1 = Math.clamp(box.y1() - top, 0f, (float) height);
      float x2 = Math.clamp(box.x2() - left, 0f, (float) width);
      float y2 = Math.clamp(box.y2() - top, 0f, (float) height);
      return x1 < x2 && y1 < y2 ? Optional.of(new Box(x1, y1, x2, y2)) : Optional.empty();
    }

    Image of(Image image) {
      byte[] rgb = new byte[width * height * 3];
      for (int y = 0; y < height; y++) {
        int from = ((top + y) * image.width() + left) * 3;
        System.arraycopy(image.rgb(), from, rgb, y * width * 3, width * 3);
      }
      return new Image(width, height, rgb);
    }
  }
}

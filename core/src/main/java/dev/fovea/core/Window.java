package dev.fovea.core;

import dev.fovea.core.box.Box;
import java.util.Optional;

/**
 * A rectangle of whole pixels of a picture.
 *
 * @param left first column
 * @param top first row
 * @param width columns, at least 1
 * @param height rows, at least 1
 */
public record Window(int left, int top, int width, int height) {
  public Window {
    if (left < 0 || top < 0 || width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "a window of %dx%d pixels from (%d, %d)".formatted(width, height, left, top));
    }
  }

  /** The first column after it. */
  public int right() {
    return left + width;
  }

  /** The first row after it. */
  public int bottom() {
    return top + height;
  }

  /** Whether no part of a box is outside. */
  public boolean holds(Box box) {
    return box.x1() >= left && box.y1() >= top && box.x2() <= right() && box.y2() <= bottom();
  }

  /** The part of a box inside, in the window's pixels; nothing where none is. */
  public Optional<Box> cut(Box box) {
    float x1 = Math.clamp(box.x1() - left, 0f, (float) width);
    float y1 = Math.clamp(box.y1() - top, 0f, (float) height);
    float x2 = Math.clamp(box.x2() - left, 0f, (float) width);
    float y2 = Math.clamp(box.y2() - top, 0f, (float) height);
    return x1 < x2 && y1 < y2 ? Optional.of(new Box(x1, y1, x2, y2)) : Optional.empty();
  }

  /** A box of the window's pixels in those of the picture. */
  public Box inPicture(Box box) {
    return new Box(box.x1() + left, box.y1() + top, box.x2() + left, box.y2() + top);
  }

  /**
   * A copy of this part of a picture.
   *
   * @throws IllegalArgumentException if the window is not inside the picture
   */
  public Image of(Image image) {
    if (right() > image.width() || bottom() > image.height()) {
      throw new IllegalArgumentException(
          "%dx%d pixels from (%d, %d) are not inside a picture of %dx%d"
              .formatted(width, height, left, top, image.width(), image.height()));
    }
    byte[] rgb = new byte[Math.multiplyExact(3, Math.multiplyExact(width, height))];
    for (int y = 0; y < height; y++) {
      int from = 3 * ((top + y) * image.width() + left);
      System.arraycopy(image.rgb(), from, rgb, 3 * y * width, 3 * width);
    }
    return new Image(width, height, rgb);
  }
}

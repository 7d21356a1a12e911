package dev.fovea.data.image;

import dev.fovea.core.Image;
import java.util.List;

/** Pictures put together for people to compare. */
public final class Montage {
  private static final int GAP = 6;

  private Montage() {}

  /** A copy in which each pixel has become a square of {@code factor} pixels a side. */
  public static Image enlarged(Image image, int factor) {
    int width = Math.multiplyExact(image.width(), factor);
    int height = Math.multiplyExact(image.height(), factor);
    byte[] rgb = new byte[Math.multiplyExact(3, Math.multiplyExact(width, height))];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int from = 3 * (y / factor * image.width() + x / factor);
        System.arraycopy(image.rgb(), from, rgb, 3 * (y * width + x), 3);
      }
    }
    return new Image(width, height, rgb);
  }

  /**
   * The pictures in rows, with black gaps of {@value #GAP} pixels between them.
   *
   * @param images of one size, at least one
   * @param columns in a row, at least 1
   * @throws IllegalArgumentException if the sizes differ
   */
  public static Image grid(List<Image> images, int columns) {
    Image first = images.getFirst();
    int across = Math.min(columns, images.size());
    int width = across * (first.width() + GAP) - GAP;
    int height = Math.ceilDiv(images.size(), across) * (first.height() + GAP) - GAP;
    byte[] rgb = new byte[Math.multiplyExact(3, Math.multiplyExact(width, height))];
    for (int i = 0; i < images.size(); i++) {
      Image image = images.get(i);
      if (image.width() != first.width() || image.height() != first.height()) {
        throw new IllegalArgumentException("the pictures of a grid differ in size");
      }
      int left = i % across * (first.width() + GAP);
      int top = i / across * (first.height() + GAP);
      for (int y = 0; y < image.height(); y++) {
        int to = 3 * ((top + y) * width + left);
        System.arraycopy(image.rgb(), 3 * y * image.width(), rgb, to, 3 * image.width());
      }
    }
    return new Image(width, height, rgb);
  }
}

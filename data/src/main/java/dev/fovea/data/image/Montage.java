package dev.fovea.data.image;

import dev.fovea.core.Image;
import dev.fovea.core.Size;
import dev.fovea.core.box.Box;
import java.util.ArrayList;
import java.util.List;

/** Pictures put together for people to compare. */
public final class Montage {
  private static final int GAP = 6;

  /** The painter's colour number of orange, which is bright: the caption's letters are black. */
  private static final int CAPTION_COLOUR = 8;

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

  /** A copy with the marks drawn, and framed under a caption at its top left. */
  public static Image captioned(Image image, List<Mark> marks, String caption) {
    List<Mark> all = new ArrayList<>();
    // First, so that other labels make room for it.
    all.add(new Mark(new Box(0, 0, image.width(), image.height()), CAPTION_COLOUR, caption));
    all.addAll(marks);
    return BoxPainter.paint(image, all);
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
    Image grid = black(new Size(width, height));
    for (int i = 0; i < images.size(); i++) {
      Image image = images.get(i);
      if (image.width() != first.width() || image.height() != first.height()) {
        throw new IllegalArgumentException("the pictures of a grid differ in size");
      }
      paste(image, grid, i % across * (first.width() + GAP), i / across * (first.height() + GAP));
    }
    return grid;
  }

  /** A picture on a black canvas that it fits into. */
  static Image pasted(Image image, Size canvas, int left, int top) {
    Image ground = black(canvas);
    paste(image, ground, left, top);
    return ground;
  }

  private static Image black(Size size) {
    int bytes = Math.multiplyExact(3, Math.multiplyExact(size.width(), size.height()));
    return new Image(size.width(), size.height(), new byte[bytes]);
  }

  private static void paste(Image image, Image ground, int left, int top) {
    for (int y = 0; y < image.height(); y++) {
      int to = 3 * ((top + y) * ground.width() + left);
      System.arraycopy(image.rgb(), 3 * y * image.width(), ground.rgb(), to, 3 * image.width());
    }
  }
}

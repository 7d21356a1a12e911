package dev.fovea.core.tile;

import dev.fovea.core.ClassNames;
import dev.fovea.core.Detection;
import dev.fovea.core.Detector;
import dev.fovea.core.FoveaException;
import dev.fovea.core.Image;
import dev.fovea.core.box.Box;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Finds areas of one colour on black by looking at every pixel. The smaller an area, the higher its
 * score: a cut object outdoes the whole one.
 */
final class SquareFinder implements Detector {
  static final ClassNames COLOURS =
      new ClassNames(List.of("red", "green", "blue"), List.of(1L, 2L, 3L));

  private int mostPixels;
  private boolean closed;

  @Override
  public ClassNames classNames() {
    return COLOURS;
  }

  /** The pixels of the largest image seen. */
  int mostPixels() {
    return mostPixels;
  }

  @Override
  public List<Detection> detect(Image image) {
    if (closed) {
      throw FoveaException.user("closed");
    }
    mostPixels = Math.max(mostPixels, image.width() * image.height());
    boolean[] seen = new boolean[image.width() * image.height()];
    List<Detection> found = new ArrayList<>();
    for (int pixel = 0; pixel < seen.length; pixel++) {
      int colour = colour(image, pixel);
      if (colour >= 0 && !seen[pixel]) {
        Box box = area(image, pixel, colour, seen);
        found.add(new Detection(colour, 0.5f + 0.5f / (1 + box.area()), box));
      }
    }
    return found;
  }

  private static int colour(Image image, int pixel) {
    for (int channel = 0; channel < 3; channel++) {
      if (image.rgb()[3 * pixel + channel] != 0) {
        return channel;
      }
    }
    return -1;
  }

  private static Box area(Image image, int start, int colour, boolean[] seen) {
    int width = image.width();
    int[] ends = {width, image.height(), 0, 0};
    Deque<Integer> open = new ArrayDeque<>(List.of(start));
    seen[start] = true;
    while (!open.isEmpty()) {
      int pixel = open.pop();
      int x = pixel % width;
      int y = pixel / width;
      ends[0] = Math.min(ends[0], x);
      ends[1] = Math.min(ends[1], y);
      ends[2] = Math.max(ends[2], x + 1);
      ends[3] = Math.max(ends[3], y + 1);
      int[] neighbours = {
        x > 0 ? pixel - 1 : -1,
        x + 1 < width ? pixel + 1 : -1,
        y > 0 ? pixel - width : -1,
        y + 1 < image.height() ? pixel + width : -1
      };
      for (int next : neighbours) {
        if (next >= 0 && !seen[next] && colour(image, next) == colour) {
          seen[next] = true;
          open.push(next);
        }
      }
    }
    return new Box(ends[0], ends[1], ends[2], ends[3]);
  }

  @Override
  public void close() {
    closed = true;
  }
}

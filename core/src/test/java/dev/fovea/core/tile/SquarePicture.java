package dev.fovea.core.tile;

import dev.fovea.core.Image;
import dev.fovea.core.box.Box;
import java.util.ArrayList;
import java.util.List;

/** A black picture with coloured rectangles that do not come near one another. */
final class SquarePicture {
  private static final int GAP = 6;

  private final int width;
  private final int height;
  private final byte[] rgb;
  private final List<Known> known = new ArrayList<>();

  /** What is in the picture. */
  record Known(int classIndex, Box box) {}

  SquarePicture(int width, int height) {
    this.width = width;
    this.height = height;
    rgb = new byte[3 * width * height];
  }

  /** Draws a rectangle unless it would reach out of the picture or come near another one. */
  boolean add(int colour, int left, int top, int across, int down) {
    Box box = new Box(left, top, left + across, top + down);
    if (left < 0 || top < 0 || left + across > width || top + down > height || isNear(box)) {
      return false;
    }
    for (int y = top; y < top + down; y++) {
      for (int x = left; x < left + across; x++) {
        rgb[3 * (y * width + x) + colour] = (byte) 255;
      }
    }
    known.add(new Known(colour, box));
    return true;
  }

  private boolean isNear(Box box) {
    return known.stream()
        .map(Known::box)
        .anyMatch(
            other ->
                box.x1() < other.x2() + GAP
                    && other.x1() < box.x2() + GAP
                    && box.y1() < other.y2() + GAP
                    && other.y1() < box.y2() + GAP);
  }

  List<Known> known() {
    return known;
  }

  Image image() {
    return new Image(width, height, rgb);
  }
}

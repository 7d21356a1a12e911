package dev.fovea.core;

/**
 * The extent of a picture or canvas.
 *
 * @param width pixels, at least 1
 * @param height pixels, at least 1
 */
public record Size(int width, int height) {
  public Size {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("a size of " + width + "x" + height + " is empty");
    }
  }

  @Override
  public String toString() {
    return width + "x" + height;
  }
}

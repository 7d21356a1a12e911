package dev.fovea.core;

/**
 * A decoded picture.
 *
 * @param width pixels
 * @param height pixels
 * @param rgb {@code [height, width, 3]}, unsigned bytes; not copied: the caller must not change it
 */
public record Image(int width, int height, byte[] rgb) {
  public Image {
    if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
      throw new IllegalArgumentException(
          "an image of " + width + "x" + height + " cannot have " + rgb.length + " bytes");
    }
  }
}

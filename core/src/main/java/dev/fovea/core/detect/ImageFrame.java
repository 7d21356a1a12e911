package dev.fovea.core.detect;

import dev.fovea.core.FoveaException;

/**
 * How an image lies in the network's input: resized into the top left corner, padding after it.
 *
 * @param inputWidth of the resized image without padding, pixels
 * @param inputHeight of the resized image without padding, pixels
 * @param width of the image itself, pixels
 * @param height of the image itself, pixels
 */
public record ImageFrame(int inputWidth, int inputHeight, int width, int height) {
  public ImageFrame {
    if (inputWidth < 1 || inputHeight < 1 || width < 1 || height < 1) {
      throw FoveaException.user(
          "An image of %d×%d pixels resized to %d×%d has no content; give sizes of 1 or more."
              .formatted(width, height, inputWidth, inputHeight));
    }
  }
}

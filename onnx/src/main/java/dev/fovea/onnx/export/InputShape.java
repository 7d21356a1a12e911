package dev.fovea.onnx.export;

import dev.fovea.core.FoveaException;
import dev.fovea.core.Size;
import java.util.List;

/**
 * The shape {@code [N, 3, H, W]} of the pictures that an exported model takes.
 *
 * @param batch N, 0 where any will do
 * @param height H in pixels, 0 where any will do
 * @param width W in pixels, 0 exactly where the height is
 */
public record InputShape(int batch, int height, int width) {
  /** Any number of pictures of any size. */
  public static final InputShape DYNAMIC = new InputShape(0, 0, 0);

  public InputShape {
    if (batch < 0 || height < 0 || width < 0 || (height == 0) != (width == 0)) {
      throw FoveaException.user(
          "an input of %d pictures, %d×%d pixels (height×width); give positive numbers, or 0 for"
                  .formatted(batch, height, width)
              + " any batch and 0×0 for any size");
    }
  }

  /** One size only. */
  public static InputShape fixed(int batch, Size size) {
    return new InputShape(batch, size.height(), size.width());
  }

  /** Whether all pictures have one size, known now. */
  public boolean sizeIsFixed() {
    return height > 0;
  }

  /**
   * The size.
   *
   * @throws IllegalStateException when any will do
   */
  public Size size() {
    if (!sizeIsFixed()) {
      throw new IllegalStateException("the size is dynamic");
    }
    return new Size(width, height);
  }

  /** N as a graph declares it. */
  String batchSide() {
    return batch == 0 ? "N" : "" + batch;
  }

  /** All four sides as a graph declares them. */
  List<String> sides() {
    return sizeIsFixed()
        ? List.of(batchSide(), "3", "" + height, "" + width)
        : List.of(batchSide(), "3", "H", "W");
  }
}

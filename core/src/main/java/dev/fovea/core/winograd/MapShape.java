package dev.fovea.core.winograd;

/**
 * Feature maps that lie in memory as {@code [N, H, W, C]}, and the tiles of 2×2 pixels that cover
 * them; tiles of the last row and column may reach beyond.
 *
 * @param images N
 * @param height H
 * @param width W
 * @param channels C
 */
public record MapShape(int images, int height, int width, int channels) {
  /** Rows of tiles in one image. */
  int rowsOfImage() {
    return (height + 1) / 2;
  }

  /** Tiles in a row. */
  public int tileColumns() {
    return (width + 1) / 2;
  }

  /** Rows of tiles in all images. */
  public int tileRows() {
    return images * rowsOfImage();
  }

  /** Tiles in all images. */
  public int tiles() {
    return tileRows() * tileColumns();
  }
}

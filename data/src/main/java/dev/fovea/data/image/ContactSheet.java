package dev.fovea.data.image;

import dev.fovea.core.Image;
import dev.fovea.core.Size;
import java.util.List;

/**
 * The layout of a sheet of pictures with their boxes drawn, in cells of one size.
 *
 * @param cell of each picture, pixels, the line of its caption included
 * @param columns in a row, at least 1
 */
public record ContactSheet(Size cell, int columns) {
  /** The height of the caption's line, above the picture so that it hides nothing. */
  public static final int BAR = 20;

  /** Larger copies of small pictures only show their pixels. */
  private static final double MOST = 4;

  /**
   * One picture of a sheet.
   *
   * @param image of any size; it is scaled into its cell
   * @param marks in the image's pixels; their labels' letters have one size on the whole sheet
   * @param caption a few words
   */
  public record Panel(Image image, List<Mark> marks, String caption) {}

  /**
   * The sheet.
   *
   * @param panels at least one
   */
  public Image of(List<Panel> panels) {
    return Montage.grid(panels.stream().map(this::drawn).toList(), columns);
  }

  private Image drawn(Panel panel) {
    Image image = panel.image();
    double scale =
        Math.min(
            MOST,
            Math.min(
                (double) cell.width() / image.width(),
                (double) (cell.height() - BAR) / image.height()));
    Size size =
        new Size(
            (int) Math.max(1, Math.floor(scale * image.width())),
            (int) Math.max(1, Math.floor(scale * image.height())));
    int left = (cell.width() - size.width()) / 2;
    int top = BAR + (cell.height() - BAR - size.height()) / 2;
    List<Mark> marks = panel.marks().stream().map(mark -> mark.in(scale, left, top)).toList();
    Image canvas = Montage.pasted(ImageScaler.scale(image, size), cell, left, top);
    return Montage.captioned(canvas, marks, panel.caption());
  }
}

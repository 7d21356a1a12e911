package dev.fovea.data.image;

import dev.fovea.core.ClassNames;
import dev.fovea.core.Detection;
import dev.fovea.core.Image;
import dev.fovea.core.box.Box;
import java.util.List;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * The painter of boxes with legible labels.
 *
 * <p>Each class has a colour of its own; labels stand on filled ground above their box, or where
 * they hide less of other labels and small boxes, always whole where the picture is wide enough.
 * OpenCV's letters are ASCII: others become question marks.
 */
public final class BoxPainter {
  private static final int FONT = opencv_imgproc.FONT_HERSHEY_SIMPLEX;
  private static final double REFERENCE_SIDE = 1000;
  private static final double SMALLEST_LETTERS = 0.4;
  private static final double LARGEST_LETTERS = 3;
  private static final double GOLDEN_ANGLE = 137.50776;
  private static final int[] BLACK = {0, 0, 0};

  /** A dash's length in strokes. */
  private static final int DASH = 4;

  private BoxPainter() {}

  /** A copy of the picture with the detections drawn, the highest scores on top. */
  public static Image paint(Image image, List<Detection> detections, ClassNames classes) {
    return paint(
        image, detections.reversed().stream().map(found -> Mark.of(found, classes)).toList());
  }

  /** A copy of the picture with the marks drawn in their order, all boxes below all labels. */
  public static Image paint(Image image, List<Mark> marks) {
    OpenCv.prepare();
    try (PointerScope scope = new PointerScope()) {
      Mat matrix = OpenCv.toMatrix(image);
      Style style = Style.of(image);
      for (Mark mark : marks) {
        drawBox(matrix, mark, style);
      }
      LabelPlaces places =
          new LabelPlaces(
              new dev.fovea.core.Size(image.width(), image.height()),
              marks.stream().map(Mark::box).toList());
      for (Mark mark : marks) {
        if (!mark.label().isEmpty()) {
          drawLabel(matrix, mark, style, places);
        }
      }
      return OpenCv.toImage(matrix);
    }
  }

  /** Sizes that follow the picture's, so that labels are legible when it is shown whole. */
  private record Style(double letters, int stroke) {
    static Style of(Image image) {
      double side = Math.sqrt((double) image.width() * image.height());
      double letters = Math.clamp(0.6 * side / REFERENCE_SIDE, SMALLEST_LETTERS, LARGEST_LETTERS);
      return new Style(letters, (int) Math.max(1, Math.round(2.5 * letters)));
    }

    int letterStroke() {
      return (int) Math.max(1, Math.round(1.5 * letters));
    }
  }

  /** The last pixel of a continuous coordinate range is one before its end. */
  private static void drawBox(Mat matrix, Mark mark, Style style) {
    Box box = mark.box();
    int left = pixel(box.x1(), matrix.cols());
    int top = pixel(box.y1(), matrix.rows());
    int right = pixel(box.x2() - 1, matrix.cols());
    int bottom = pixel(box.y2() - 1, matrix.rows());
    int stroke = style.stroke() * mark.line().weight();
    Scalar colour = scalar(colour(mark.colour()));
    try (PointerScope scope = new PointerScope()) {
      Point corner = new Point(left, top);
      Scalar ground = mark.line().dashed() ? scalar(BLACK) : colour;
      opencv_imgproc.rectangle(
          matrix, corner, new Point(right, bottom), ground, stroke, opencv_imgproc.LINE_8, 0);
    }
    if (mark.line().dashed()) {
      drawDashes(matrix, new int[] {left, top, right, bottom}, colour, stroke);
    }
  }

  /** Every other piece of the edges of {@code left, top, right, bottom}. */
  private static void drawDashes(Mat matrix, int[] edges, Scalar colour, int stroke) {
    int dash = DASH * stroke;
    for (int x = edges[0]; x <= edges[2]; x += 2 * dash) {
      int end = Math.min(x + dash - 1, edges[2]);
      drawLine(matrix, new int[] {x, edges[1], end, edges[1]}, colour, stroke);
      drawLine(matrix, new int[] {x, edges[3], end, edges[3]}, colour, stroke);
    }
    for (int y = edges[1]; y <= edges[3]; y += 2 * dash) {
      int end = Math.min(y + dash - 1, edges[3]);
      drawLine(matrix, new int[] {edges[0], y, edges[0], end}, colour, stroke);
      drawLine(matrix, new int[] {edges[2], y, edges[2], end}, colour, stroke);
    }
  }

  /** From {@code ends[0], ends[1]} to {@code ends[2], ends[3]}. */
  private static void drawLine(Mat matrix, int[] ends, Scalar colour, int stroke) {
    try (PointerScope scope = new PointerScope()) {
      opencv_imgproc.line(
          matrix,
          new Point(ends[0], ends[1]),
          new Point(ends[2], ends[3]),
          colour,
          stroke,
          opencv_imgproc.LINE_8,
          0);
    }
  }

  private static int pixel(float coordinate, int side) {
    return Math.clamp(Math.round(coordinate), 0, side - 1);
  }

  private static void drawLabel(Mat matrix, Mark mark, Style style, LabelPlaces places) {
    String text = mark.label().replaceAll("[^\\x20-\\x7e]", "?");
    try (PointerScope scope = new PointerScope()) {
      IntPointer below = new IntPointer(1);
      Size extent =
          opencv_imgproc.getTextSize(text, FONT, style.letters(), style.letterStroke(), below);
      int gap = style.stroke() + 1;
      int width = extent.width() + 2 * gap;
      int height = extent.height() + below.get() + 2 * gap;
      Box place = places.place(mark.box(), new dev.fovea.core.Size(width, height));
      Rect ground = new Rect((int) place.x1(), (int) place.y1(), width, height);
      int[] colour = colour(mark.colour());
      opencv_imgproc.rectangle(
          matrix, ground, scalar(colour), opencv_imgproc.FILLED, opencv_imgproc.LINE_8, 0);
      opencv_imgproc.putText(
          matrix,
          text,
          new Point(ground.x() + gap, ground.y() + gap + extent.height()),
          FONT,
          style.letters(),
          scalar(bright(colour) ? BLACK : new int[] {255, 255, 255}),
          style.letterStroke(),
          opencv_imgproc.LINE_AA,
          false);
    }
  }

  /** Hues a golden angle apart: neighbouring classes differ most, none repeats. */
  static int[] colour(int number) {
    double hue = Math.floorMod(Math.round(number * GOLDEN_ANGLE * 1000), 360_000L) / 60_000.0;
    int[] colour = new int[3];
    for (int channel = 0; channel < 3; channel++) {
      double distance = Math.abs((hue + 2.0 * (3 - channel)) % 6 - 3);
      colour[channel] = (int) Math.round(40 + 215 * Math.clamp(distance - 1, 0, 1));
    }
    return colour;
  }

  private static boolean bright(int[] colour) {
    return 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2] > 140;
  }

  private static Scalar scalar(int[] colour) {
    return new Scalar(colour[0], colour[1], colour[2], 0);
  }
}

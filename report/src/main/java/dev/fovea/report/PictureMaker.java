package dev.fovea.report;

import dev.fovea.core.ClassNames;
import dev.fovea.core.Detection;
import dev.fovea.core.FoveaException;
import dev.fovea.core.Image;
import dev.fovea.core.Size;
import dev.fovea.core.Window;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.image.BoxPainter;
import dev.fovea.data.image.ImageReader;
import dev.fovea.data.image.ImageScaler;
import dev.fovea.data.image.ImageWriter;
import dev.fovea.data.image.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws truth dashed, detections solid, in two colours that also those tell apart who see few.
 *
 * @param classes their names
 * @param threshold the score from which detections are drawn
 */
record PictureMaker(ClassNames classes, double threshold) {
  private static final Logger LOG = LoggerFactory.getLogger(PictureMaker.class);

  private static final int LONGEST_SIDE = 640;
  private static final int CUTTING_SIDE = 320;
  private static final int JPEG_QUALITY = 80;

  /** Pixels around a small object, and times the size of a large one. */
  private static final int LEAST_CONTEXT = 48;

  private static final double CONTEXT = 2.5;

  /** Labels of more detections than this would hide the picture. */
  private static final int MOST_LABELS = 20;

  /** A whole image with truth and detections; none where the file cannot be read. */
  Optional<Picture> whole(JudgedImage judged) {
    return read(judged).map(image -> whole(image, judged));
  }

  private Picture whole(Image image, JudgedImage judged) {
    double scale = Math.min(1, (double) LONGEST_SIDE / Math.max(image.width(), image.height()));
    Size size = new Size(scaled(image.width(), scale), scaled(image.height(), scale));
    Image small = ImageScaler.scale(image, size);
    Box part = new Box(0, 0, image.width(), image.height());
    List<Detection> detections = shown(judged);
    Image drawn =
        draw(small, judged, new PictureView(part, scale, part), detections.size() <= MOST_LABELS);
    long objects = judged.image().annotations().stream().filter(one -> !one.ignore()).count();
    String caption =
        "%s: %s, %s"
            .formatted(
                judged.image().name(),
                Figures.counted(objects, "object", "objects"),
                Figures.counted(detections.size(), "detection", "detections"));
    return picture(caption, "Objects and detections in " + caption, drawn);
  }

  private static int scaled(int side, double scale) {
    return Math.max(1, (int) Math.round(scale * side));
  }

  /** The surroundings of a miss; none where the file cannot be read. */
  Optional<Picture> cutting(Miss miss) {
    return read(miss.image()).map(image -> cutting(image, miss));
  }

  private Picture cutting(Image image, Miss miss) {
    Box box = miss.box();
    double wanted = Math.max(LEAST_CONTEXT, CONTEXT * Math.max(box.width(), box.height()));
    int side = (int) Math.min(wanted, Math.min(image.width(), image.height()));
    int left = start((box.x1() + box.x2()) / 2, side, image.width());
    int top = start((box.y1() + box.y2()) / 2, side, image.height());
    Image part = new Window(left, top, side, side).of(image);
    Image large = ImageScaler.scale(part, new Size(CUTTING_SIDE, CUTTING_SIDE));
    Box seen = new Box(left, top, left + side, top + side);
    PictureView view = new PictureView(seen, (double) CUTTING_SIDE / side, box);
    String caption = caption(miss);
    return picture(caption, "Part of " + caption, draw(large, miss.image(), view, false));
  }

  private String caption(Miss miss) {
    String score = miss.score() < 0 ? "" : String.format(Locale.ROOT, ", score %.2f", miss.score());
    return "%s, %s%s: %s (%s)"
        .formatted(
            classes.name(miss.classIndex()),
            WorstMisses.size(miss.box()),
            score,
            miss.reason(),
            miss.image().image().name());
  }

  private static int start(double middle, int side, int length) {
    return (int) Math.clamp(Math.round(middle - side / 2.0), 0, length - side);
  }

  private Image draw(Image image, JudgedImage judged, PictureView view, boolean labelled) {
    List<Mark> marks = new ArrayList<>();
    for (Detection found : shown(judged).reversed()) {
      String label = labelled ? Mark.of(found, classes).label() : "";
      if (view.shows(found.box())) {
        marks.add(view.detection(found.box(), label));
      }
    }
    for (Annotation object : judged.image().annotations()) {
      if (!object.ignore() && view.shows(object.box())) {
        marks.add(view.truth(object.box()));
      }
    }
    return BoxPainter.paint(image, marks);
  }

  private List<Detection> shown(JudgedImage judged) {
    return judged.detections().stream().filter(found -> found.score() >= threshold).toList();
  }

  private static Picture picture(String caption, String alternative, Image image) {
    byte[] jpeg = ImageWriter.jpeg(image, JPEG_QUALITY);
    return new Picture(caption, alternative, image.width(), image.height(), jpeg);
  }

  private static Optional<Image> read(JudgedImage judged) {
    try {
      return Optional.of(ImageReader.read(judged.image().file()));
    } catch (FoveaException unreadable) {
      LOG.warn("left out of the report: {}", unreadable.getMessage());
      return Optional.empty();
    }
  }
}

package dev.fovea.report.figure;

import dev.fovea.report.figure.Drawing.Shape;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** A drawing as PNG, two pixels for each of its own, by the JDK's Java 2D. */
final class PngWriter {
  private static final int SCALE = 2;

  private PngWriter() {}

  /** The file's bytes. */
  static byte[] of(Drawing drawing) {
    return encoded(painted(drawing));
  }

  private static BufferedImage painted(Drawing drawing) {
    BufferedImage image =
        new BufferedImage(
            SCALE * drawing.width(), SCALE * drawing.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      graphics.scale(SCALE, SCALE);
      drawing.shapes().forEach(shape -> paint(graphics, shape));
    } finally {
      graphics.dispose();
    }
    return image;
  }

  private static void paint(Graphics2D graphics, Shape shape) {
    switch (shape) {
      case Shape.Path path -> stroke(graphics, path);
      case Shape.Area area -> {
        graphics.setColor(Color.decode(area.colour()));
        graphics.fill(new Rectangle2D.Double(area.x(), area.y(), area.width(), area.height()));
      }
      case Shape.Disc disc -> {
        graphics.setColor(Color.decode(disc.colour()));
        double radius = disc.radius();
        graphics.fill(
            new Ellipse2D.Double(
                disc.centre().x() - radius, disc.centre().y() - radius, 2 * radius, 2 * radius));
      }
      case Shape.Text text -> write(graphics, text);
    }
  }

  private static void stroke(Graphics2D graphics, Shape.Path path) {
    Path2D line = new Path2D.Double();
    for (Point point : path.points()) {
      if (line.getCurrentPoint() == null) {
        line.moveTo(point.x(), point.y());
      } else {
        line.lineTo(point.x(), point.y());
      }
    }
    float[] dash = new float[path.dash().size()];
    for (int i = 0; i < dash.length; i++) {
      dash[i] = path.dash().get(i).floatValue();
    }
    graphics.setColor(Color.decode(path.colour()));
    graphics.setStroke(
        new BasicStroke(
            (float) path.width(),
            BasicStroke.CAP_BUTT,
            BasicStroke.JOIN_ROUND,
            1,
            dash.length == 0 ? null : dash,
            0));
    graphics.draw(line);
  }

  private static void write(Graphics2D graphics, Shape.Text text) {
    int style = text.font().bold() ? Font.BOLD : Font.PLAIN;
    graphics.setFont(new Font(Font.SANS_SERIF, style, 1).deriveFont((float) text.font().size()));
    graphics.setColor(Color.decode(text.font().colour()));
    double length = graphics.getFontMetrics().stringWidth(text.text());
    double before =
        switch (text.anchor()) {
          case START -> 0;
          case MIDDLE -> length / 2;
          case END -> length;
        };
    AffineTransform unturned = graphics.getTransform();
    graphics.translate(text.at().x(), text.at().y());
    if (text.upright()) {
      graphics.rotate(-Math.PI / 2);
    }
    graphics.drawString(text.text(), (float) -before, 0);
    graphics.setTransform(unturned);
  }

  private static byte[] encoded(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}

package dev.fovea.data.check;

import dev.fovea.core.Image;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.check.Finding.Severity;
import dev.fovea.data.format.Place;
import dev.fovea.data.image.ExifOrientation;
import dev.fovea.data.image.PictureKind;
import java.util.List;
import java.util.Optional;

/**
 * A picture file that was read.
 *
 * @param image what the data set says of it
 * @param bytes the file's
 * @param decoded upright, as it is learned from
 */
record Picture(LabelledImage image, byte[] bytes, Image decoded) {
  /** One thing that may be wrong with a picture. */
  record Check(String kind, Severity severity, Rule rule) {
    /** What is wrong, as the end of a sentence; empty where nothing is. */
    interface Rule {
      Optional<String> of(Picture picture);
    }
  }

  /** All of them; a new one is a line. */
  static final List<Check> CHECKS =
      List.of(
          new Check("picture-size", Severity.ERROR, Picture::otherSize),
          new Check("exif-size", Severity.ERROR, Picture::sizeBeforeTurning),
          new Check("exif-rotated", Severity.WARNING, Picture::turned),
          new Check("picture-blank", Severity.WARNING, Picture::blank),
          new Check("picture-suffix", Severity.NOTE, Picture::otherSuffix));

  void look(Findings findings) {
    for (Check check : CHECKS) {
      check
          .rule
          .of(this)
          .ifPresent(
              words ->
                  findings.add(
                      check.kind,
                      check.severity,
                      Place.of(image.file()),
                      "The picture " + image.file() + " " + words));
    }
  }

  private boolean hasStatedSize() {
    return image.width() == decoded.width() && image.height() == decoded.height();
  }

  private boolean hasStatedSizeLying() {
    return image.width() == decoded.height()
        && image.height() == decoded.width()
        && ExifOrientation.ofJpeg(bytes) >= ExifOrientation.FIRST_LYING;
  }

  private Optional<String> otherSize() {
    String text =
        "is %dx%d, but the annotations state %dx%d."
            .formatted(decoded.width(), decoded.height(), image.width(), image.height());
    return hasStatedSize() || hasStatedSizeLying() ? Optional.empty() : Optional.of(text);
  }

  private Optional<String> sizeBeforeTurning() {
    String text =
        "is turned by its EXIF orientation to %dx%d, but the annotations state its size before that, %dx%d: were the boxes drawn on the unturned picture?"
            .formatted(decoded.width(), decoded.height(), image.width(), image.height());
    return hasStatedSizeLying() && !hasStatedSize() ? Optional.of(text) : Optional.empty();
  }

  private Optional<String> turned() {
    int orientation = ExifOrientation.ofJpeg(bytes);
    return orientation == 1 || !hasStatedSize()
        ? Optional.empty()
        : Optional.of(
            "is turned by its EXIF orientation " + orientation + "; boxes must fit it upright.");
  }

  private Optional<String> blank() {
    byte[] rgb = decoded.rgb();
    for (int i = 3; i < rgb.length; i++) {
      if (rgb[i] != rgb[i - 3]) {
        return Optional.empty();
      }
    }
    return Optional.of("has one colour everywhere.");
  }

  private Optional<String> otherSuffix() {
    return PictureKind.of(bytes)
        .filter(kind -> !kind.isNamed(image.file().toString()))
        .map(kind -> "is " + kind.label() + " by its contents, not by its name.");
  }
}

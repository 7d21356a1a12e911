package dev.fovea.data.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A way in which a file's pixels are not RGB of 8 bits a channel, which {@link ImageReader} gives.
 */
public enum PixelForm {
  /** One channel. */
  GREY("grey", "they are read as three equal channels"),
  /** A channel, or a colour, that says how much of the ground is seen. */
  TRANSPARENT("partly transparent, or could be", "transparency is dropped"),
  /** Two bytes a sample. */
  SIXTEEN_BITS("of 16 bits a channel", "the upper 8 are read"),
  /** The four inks of print, as Adobe writes them. */
  CMYK("CMYK, made for print", "they are read as RGB without their colour profile");

  private static final int PNG_HEAD = 8;
  private static final int CHUNK_FRAME = 12;
  private static final int PNG_GREY_BITS = 0b010;
  private static final int PNG_ALPHA_BIT = 0b100;

  private final String label;
  private final String reading;

  PixelForm(String label, String reading) {
    this.label = label;
    this.reading = reading;
  }

  /** What such pictures are, such as "grey". */
  public String label() {
    return label;
  }

  /** What becomes of them, in words that follow a semicolon. */
  public String reading() {
    return reading;
  }

  /**
   * The forms of a picture file that can be decoded, from its head where that tells.
   *
   * @return none for RGB or a palette of 8 bits
   */
  public static Set<PixelForm> of(byte[] file) {
    return PictureKind.of(file)
        .map(
            kind ->
                switch (kind) {
                  case JPEG -> ofJpeg(file);
                  case PNG -> ofPng(file);
                  default -> ofDecoded(file);
                })
        .orElseGet(() -> EnumSet.noneOf(PixelForm.class));
  }

  private static Set<PixelForm> ofJpeg(byte[] file) {
    return JpegSegments.of(file).stream()
        .filter(segment -> segment.isFrame() && segment.content().length > 5)
        .findFirst()
        .map(frame -> ofChannels(frame.content()[5], CMYK))
        .orElseGet(() -> EnumSet.noneOf(PixelForm.class));
  }

  /** One channel is grey; four are {@code four}. */
  private static Set<PixelForm> ofChannels(int channels, PixelForm four) {
    return switch (channels) {
      case 1 -> EnumSet.of(GREY);
      case 4 -> EnumSet.of(four);
      default -> EnumSet.noneOf(PixelForm.class);
    };
  }

  /** The colour type's bits: 1 palette, 2 colour, 4 alpha. */
  private static Set<PixelForm> ofPng(byte[] file) {
    Set<PixelForm> forms = EnumSet.noneOf(PixelForm.class);
    int place = PNG_HEAD;
    ByteBuffer bytes = ByteBuffer.wrap(file);
    while (place + CHUNK_FRAME <= file.length) {
      switch (new String(file, place + 4, 4, ISO_8859_1)) {
        case "IHDR" -> addPngHead(file[place + 16], file[place + 17], forms);
        case "tRNS" -> forms.add(TRANSPARENT);
        case "IDAT" -> {
          return forms;
        }
        default -> {}
      }
      place += CHUNK_FRAME + Math.max(0, bytes.getInt(place));
    }
    return forms;
  }

  private static void addPngHead(int depth, int colour, Set<PixelForm> forms) {
    if ((colour & PNG_GREY_BITS) == 0) {
      forms.add(GREY);
    }
    if ((colour & PNG_ALPHA_BIT) != 0) {
      forms.add(TRANSPARENT);
    }
    if (depth == 16) {
      forms.add(SIXTEEN_BITS);
    }
  }

  private static Set<PixelForm> ofDecoded(byte[] file) {
    OpenCv.prepare();
    try (PointerScope scope = new PointerScope()) {
      Mat decoded =
          opencv_imgcodecs.imdecode(
              new Mat(new BytePointer(file)), opencv_imgcodecs.IMREAD_UNCHANGED);
      Set<PixelForm> forms = ofChannels(decoded.channels(), TRANSPARENT);
      if (decoded.depth() == opencv_core.CV_16U) {
        forms.add(SIXTEEN_BITS);
      }
      return forms;
    }
  }
}

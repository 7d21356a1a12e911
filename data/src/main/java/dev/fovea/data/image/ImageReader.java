package dev.fovea.data.image;

import dev.fovea.core.FoveaException;
import dev.fovea.core.Image;
import dev.fovea.data.LabelledImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The decoder of picture files: JPEG, PNG and whatever else OpenCV reads.
 *
 * <p>The result is RGB with 8 bits a channel: grey becomes three equal channels, transparency is
 * dropped (a TIFF's colours come multiplied by it), of 16 bits the upper 8 are taken, CMYK is
 * converted without its colour profile. The EXIF orientation is applied, so that the picture stands
 * upright as viewers show it.
 */
public final class ImageReader {
  private static final Set<String> SUFFIXES =
      Set.of("jpg", "jpeg", "png", "bmp", "tif", "tiff", "webp");

  private ImageReader() {}

  /** Whether a file's name ends as those of pictures do. */
  public static boolean isNamedAsPicture(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return SUFFIXES.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  /**
   * Reads a picture.
   *
   * @throws FoveaException naming the file, when it is missing, empty, cut short or no picture
   */
  public static Image read(Path file) {
    return decodeWhole(bytes(file), file.toString());
  }

  /**
   * Reads the picture of an image whose boxes are to fit it.
   *
   * @throws FoveaException naming the file, also when its size is not what the data set states
   */
  public static Image read(LabelledImage labelled) {
    Image image = read(labelled.file());
    if (image.width() != labelled.width() || image.height() != labelled.height()) {
      boolean turned = image.width() == labelled.height() && image.height() == labelled.width();
      throw FoveaException.data(
          ("The image %s is %dx%d pixels, but its annotations say %dx%d%s. Correct the one or the"
                  + " other, since the boxes cannot fit both.")
              .formatted(
                  labelled.file(),
                  image.width(),
                  image.height(),
                  labelled.width(),
                  labelled.height(),
                  turned ? " (the file's EXIF orientation, which is applied, turns it)" : ""));
    }
    return image;
  }

  /**
   * Decodes the contents of a picture file, which may have been cut short.
   *
   * @param name what the error calls it
   * @throws FoveaException when there are none, the end is missing, or they cannot be decoded
   */
  public static Image decodeWhole(byte[] bytes, String name) {
    if (bytes.length == 0) {
      throw FoveaException.data("The image " + name + " is empty (0 bytes). Replace the file.");
    }
    if (Truncation.cutShort(bytes)) {
      throw FoveaException.data(
          "The image "
              + name
              + " is cut short: its "
              + bytes.length
              + " bytes end before the picture does. Copy or download it again.");
    }
    return decode(bytes, name);
  }

  /**
   * Decodes a picture that lies in memory.
   *
   * @param bytes the contents of a picture file
   * @param name what the error calls it
   * @throws FoveaException when it cannot be decoded
   */
  public static Image decode(byte[] bytes, String name) {
    OpenCv.prepare();
    try (PointerScope scope = new PointerScope()) {
      Mat encoded = new Mat(new BytePointer(bytes));
      Mat decoded = opencv_imgcodecs.imdecode(encoded, opencv_imgcodecs.IMREAD_COLOR_RGB);
      if (decoded == null || decoded.empty()) {
        throw undecodable(name, bytes);
      }
      return OpenCv.toImage(decoded);
    } catch (RuntimeException failure) {
      throw failure instanceof FoveaException ? failure : undecodable(name, bytes, failure);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException missing) {
      throw new FoveaException(
          FoveaException.Cause.DATA, "The image " + file + " does not exist.", missing);
    } catch (IOException failure) {
      throw new FoveaException(
          FoveaException.Cause.DATA,
          "The image " + file + " cannot be read: " + failure.getMessage() + ".",
          failure);
    }
  }

  private static FoveaException undecodable(String name, byte[] bytes) {
    return FoveaException.data(sentence(name, bytes));
  }

  private static FoveaException undecodable(String name, byte[] bytes, Throwable cause) {
    return new FoveaException(FoveaException.Cause.DATA, sentence(name, bytes), cause);
  }

  private static String sentence(String name, byte[] bytes) {
    String reason =
        PictureKind.of(bytes)
            .map(
                kind -> {
                  if (kind == PictureKind.TIFF) {
                    return "it is damaged, or a TIFF of samples that are not whole numbers of 8 or"
                        + " 16 bits; save it with such";
                  }
                  return kind.isRead()
                      ? "it is " + kind.label() + " by its beginning, but damaged; replace the file"
                      : "it is " + kind.label() + ", which is not read; save it as JPEG or PNG";
                })
            .orElse("it is damaged or no picture");
    return "The image %s cannot be decoded: %s. JPEG, PNG, BMP, TIFF and WebP are read."
        .formatted(name, reason);
  }
}

package dev.fovea.data.image;

import dev.fovea.core.FoveaException;
import dev.fovea.core.Image;
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
 * dropped, 16 bits are cut to 8. A JPEG's EXIF orientation is applied, so that the picture stands
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
    byte[] bytes = bytes(file);
    if (bytes.length == 0) {
      throw FoveaException.data("The image " + file + " is empty (0 bytes). Replace the file.");
    }
    if (Truncation.cutShort(bytes)) {
      throw FoveaException.data(
          "The image "
              + file
              + " is cut short: its "
              + bytes.length
              + " bytes end before the picture does. Copy or download it again.");
    }
    return decode(bytes, file.toString());
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
        throw undecodable(name);
      }
      return OpenCv.toImage(decoded);
    } catch (RuntimeException failure) {
      throw failure instanceof FoveaException ? failure : undecodable(name, failure);
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

  private static FoveaException undecodable(String name) {
    return FoveaException.data(sentence(name));
  }

  private static FoveaException undecodable(String name, Throwable cause) {
    return new FoveaException(FoveaException.Cause.DATA, sentence(name), cause);
  }

  private static String sentence(String name) {
    return "The image "
        + name
        + " cannot be decoded: it is damaged or no picture. JPEG, PNG, BMP, TIFF and WebP are read.";
  }
}

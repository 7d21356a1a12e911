package dev.fovea.data.image;

import dev.fovea.core.AtomicFiles;
import dev.fovea.core.FoveaException;
import dev.fovea.core.Image;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** The encoder of picture files, JPEG (quality 95) or PNG by the file's suffix. */
public final class ImageWriter {
  private static final List<String> SUFFIXES = List.of(".jpg", ".jpeg", ".png");
  private static final int JPEG_QUALITY = 95;

  private ImageWriter() {}

  /**
   * Writes a picture: to a temporary file beside the target first, which is then renamed, so that
   * nobody sees half a picture. A file of that name is replaced.
   *
   * @throws FoveaException when the suffix is not known or the file cannot be written
   */
  public static void write(Image image, Path file) {
    AtomicFiles.write(file, encode(image, suffix(file)));
  }

  /**
   * Refuses a file name that {@link #write} does not know the format of.
   *
   * @throws FoveaException naming the suffixes that are known
   */
  public static void requireKnownSuffix(Path file) {
    suffix(file);
  }

  private static String suffix(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return SUFFIXES.stream()
        .filter(name::endsWith)
        .findFirst()
        .orElseThrow(
            () ->
                FoveaException.user(
                    "The image "
                        + file
                        + " cannot be written: its name must end with one of "
                        + String.join(", ", SUFFIXES)
                        + "."));
  }

  /**
   * The bytes of a JPEG file.
   *
   * @param quality 1 … 100
   */
  public static byte[] jpeg(Image image, int quality) {
    return encode(image, ".jpg", quality);
  }

  /** The bytes of a picture file with {@code suffix}. */
  static byte[] encode(Image image, String suffix) {
    return encode(image, suffix, JPEG_QUALITY);
  }

  private static byte[] encode(Image image, String suffix, int jpegQuality) {
    OpenCv.prepare();
    try (PointerScope scope = new PointerScope()) {
      Mat matrix = OpenCv.toMatrix(image);
      opencv_imgproc.cvtColor(matrix, matrix, opencv_imgproc.COLOR_RGB2BGR);
      BytePointer encoded = new BytePointer();
      IntPointer quality =
          suffix.equals(".png")
              ? new IntPointer()
              : new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_QUALITY, jpegQuality);
      if (!opencv_imgcodecs.imencode(suffix, matrix, encoded, quality)) {
        throw new IllegalStateException("OpenCV cannot encode " + suffix);
      }
      byte[] bytes = new byte[Math.toIntExact(encoded.limit())];
      encoded.get(bytes);
      return bytes;
    }
  }
}

package dev.fovea.data.image;

import dev.fovea.core.FoveaException;
import dev.fovea.core.Image;
import dev.fovea.core.Size;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The size of a picture as {@link ImageReader} gives it, EXIF orientation applied, from the head of
 * the file where that says it.
 */
public final class PictureSize {
  private static final int PNG_HEAD = 0x89504e47;
  private static final int PNG_EXIF = 0x65584966;
  private static final int PNG_DATA = 0x49444154;

  private PictureSize() {}

  /**
   * Width and height in pixels.
   *
   * @throws FoveaException naming the file, when it is missing or no picture
   */
  public static Size of(Path file) {
    Optional<Size> stated = Optional.empty();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      stated = stated(in);
    } catch (IOException | IllegalArgumentException unusual) {
      // Missing, cut short, or another kind of file: the reader says which, or reads it.
    }
    return stated.orElseGet(() -> decoded(file));
  }

  private static Size decoded(Path file) {
    Image image = ImageReader.read(file);
    return new Size(image.width(), image.height());
  }

  private static Optional<Size> stated(DataInputStream in) throws IOException {
    in.mark(Integer.BYTES);
    if (in.readInt() == PNG_HEAD) {
      return png(in);
    }
    in.reset();
    return in.readUnsignedShort() == 0xffd8 ? jpeg(in) : Optional.empty();
  }

  /** Only where no EXIF chunk precedes the data. */
  private static Optional<Size> png(DataInputStream in) throws IOException {
    in.skipNBytes(4 + 8);
    Size size = new Size(in.readInt(), in.readInt());
    in.skipNBytes(5 + 4);
    while (true) {
      int length = in.readInt();
      int type = in.readInt();
      if (type == PNG_EXIF) {
        return Optional.empty();
      }
      if (type == PNG_DATA) {
        return Optional.of(size);
      }
      in.skipNBytes(length + 4L);
    }
  }

  private static Optional<Size> jpeg(DataInputStream in) throws IOException {
    boolean lying = false;
    while (true) {
      int marker = in.readUnsignedShort();
      if (marker < 0xffc0 || marker == 0xffff) {
        return Optional.empty();
      }
      int length = in.readUnsignedShort() - 2;
      if (JpegSegments.Segment.isFrame(marker & 0xff)) {
        in.skipNBytes(1);
        int height = in.readUnsignedShort();
        int width = in.readUnsignedShort();
        return width == 0 || height == 0
            ? Optional.empty()
            : Optional.of(lying ? new Size(height, width) : new Size(width, height));
      }
      byte[] segment = in.readNBytes(length);
      if (marker == 0xffe1) {
        lying = lying || ExifOrientation.ofSegment(segment) >= ExifOrientation.FIRST_LYING;
      }
    }
  }
}

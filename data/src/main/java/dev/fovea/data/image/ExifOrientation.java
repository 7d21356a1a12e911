package dev.fovea.data.image;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The EXIF tag that says how a camera was held: 1 upright, 3 upside down, 5 to 8 on its side. */
public final class ExifOrientation {
  /** From this value on, width and height change places. */
  public static final int FIRST_LYING = 5;

  private static final int UPRIGHT = 1;
  private static final int APP1 = 0xe1;
  private static final byte[] HEAD = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
  private static final int TAG = 0x0112;
  private static final int ENTRY = 12;

  private ExifOrientation() {}

  /** The orientation in a JPEG file's bytes; 1 where it states none. */
  public static int ofJpeg(byte[] file) {
    return JpegSegments.of(file).stream()
        .filter(segment -> segment.marker() == APP1)
        .mapToInt(segment -> ofSegment(segment.content()))
        .filter(orientation -> orientation != UPRIGHT)
        .findFirst()
        .orElse(UPRIGHT);
  }

  /** The orientation in the contents of a JPEG's APP1 segment; 1 where it states none. */
  static int ofSegment(byte[] segment) {
    for (int i = 0; i < HEAD.length; i++) {
      if (i >= segment.length || segment[i] != HEAD[i]) {
        return UPRIGHT;
      }
    }
    try {
      return ofTiff(ByteBuffer.wrap(segment, HEAD.length, segment.length - HEAD.length).slice());
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return UPRIGHT;
    }
  }

  private static int ofTiff(ByteBuffer tiff) {
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    int entries = tiff.getShort(directory) & 0xffff;
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + i * ENTRY;
      if ((tiff.getShort(entry) & 0xffff) == TAG) {
        int value = tiff.getShort(entry + 8);
        return value >= 1 && value <= 8 ? value : UPRIGHT;
      }
    }
    return UPRIGHT;
  }
}

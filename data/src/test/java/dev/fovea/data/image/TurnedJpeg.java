package dev.fovea.data.image;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** A JPEG with an EXIF segment that holds nothing but an orientation. */
public final class TurnedJpeg {
  /** APP1 of 34 bytes, "Exif", big-endian TIFF, one entry: tag 0x0112, one short. */
  private static final String SEGMENT_UP_TO_VALUE =
      "ffe10022457869660000" + "4d4d002a00000008" + "0001" + "0112000300000001";

  private TurnedJpeg() {}

  /** Puts the segment behind the first marker of a JPEG file. */
  public static byte[] of(byte[] jpeg, int orientation) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.writeBytes(HexFormat.of().parseHex(SEGMENT_UP_TO_VALUE));
    out.writeBytes(new byte[] {0, (byte) orientation, 0, 0, 0, 0, 0, 0});
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }
}

package dev.fovea.data.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The segments of a JPEG file that precede its picture data. */
final class JpegSegments {
  private static final int START_OF_SCAN = 0xda;

  private JpegSegments() {}

  /**
   * One segment.
   *
   * @param marker its second byte, such as {@code 0xe1} for APP1
   * @param content without marker and length
   */
  record Segment(int marker, byte[] content) {
    /** Whether it begins a frame: precision, height, width, number of components follow. */
    boolean isFrame() {
      return isFrame(marker);
    }

    /** The same of a marker's second byte; C4, C8 and CC are tables among the frames' markers. */
    static boolean isFrame(int marker) {
      return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }
  }

  /** The segments up to the first that is damaged. */
  static List<Segment> of(byte[] file) {
    List<Segment> segments = new ArrayList<>();
    int place = 2;
    while (place + 4 <= file.length && (file[place] & 0xff) == 0xff) {
      int marker = file[place + 1] & 0xff;
      int length = (file[place + 2] & 0xff) << 8 | (file[place + 3] & 0xff);
      if (marker == START_OF_SCAN || length < 2 || place + 2 + length > file.length) {
        return segments;
      }
      segments.add(new Segment(marker, Arrays.copyOfRange(file, place + 4, place + 2 + length)));
      place += 2 + length;
    }
    return segments;
  }
}

package dev.fovea.data.image;

/**
 * The check whether a JPEG or PNG ends before its picture does.
 *
 * <p>Decoders fill what is missing with grey, which would be learned from.
 */
public final class Truncation {
  private static final int START = 0xd8;
  private static final int END = 0xd9;
  private static final int FIRST_RESTART = 0xd0;
  private static final int TEMPORARY = 0x01;

  /** After 0xff, it says that the 0xff is picture data. */
  private static final int STUFFED = 0x00;

  private static final int FILL = 0xff;
  private static final int PNG_SIGNATURE = 8;

  private Truncation() {}

  /** Whether the picture is cut short; false for formats other than JPEG and PNG. */
  public static boolean cutShort(byte[] file) {
    if (file.length >= 3 && at(file, 0) == FILL && at(file, 1) == START && at(file, 2) == FILL) {
      return !jpegEnds(file);
    }
    if (file.length >= 4 && file[1] == 'P' && file[2] == 'N' && file[3] == 'G') {
      return !pngEnds(file);
    }
    return false;
  }

  /** Steps over whole segments, since the thumbnail in one may hold an end marker of its own. */
  private static boolean jpegEnds(byte[] file) {
    int place = 2;
    while (place + 1 < file.length) {
      int marker = at(file, place + 1);
      if (at(file, place) != FILL || marker == STUFFED) {
        place++;
      } else if (marker == END) {
        return true;
      } else if (marker == FILL) {
        place++;
      } else if (marker == TEMPORARY || (marker >= FIRST_RESTART && marker <= START)) {
        place += 2;
      } else if (place + 3 < file.length) {
        place += 2 + (at(file, place + 2) << 8 | at(file, place + 3));
      } else {
        return false;
      }
    }
    return false;
  }

  private static boolean pngEnds(byte[] file) {
    long place = PNG_SIGNATURE;
    while (place + 12 <= file.length) {
      int chunk = (int) place;
      long length =
          (long) at(file, chunk) << 24
              | at(file, chunk + 1) << 16
              | at(file, chunk + 2) << 8
              | at(file, chunk + 3);
      if (file[chunk + 4] == 'I' && file[chunk + 5] == 'E' && file[chunk + 6] == 'N') {
        return true;
      }
      place += 12 + length;
    }
    return false;
  }

  private static int at(byte[] file, int place) {
    return file[place] & 0xff;
  }
}

package dev.fovea.model.published;

import java.util.Locale;

/** A number of bytes in words. */
final class Bytes {
  private static final double MEGABYTE = 1e6;

  private Bytes() {}

  /** In megabytes of 10^6, few as they are. */
  static String text(long bytes) {
    return bytes < MEGABYTE
        ? bytes + " bytes"
        : String.format(Locale.ROOT, "%.1f MB", bytes / MEGABYTE);
  }
}

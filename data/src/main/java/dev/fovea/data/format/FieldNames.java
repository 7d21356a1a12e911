package dev.fovea.data.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The names in a JSON file, each made a string once; for one thread. */
final class FieldNames {
  private static final int MOST = 64;

  private final byte[][] bytesOf = new byte[MOST][];
  private final String[] names = new String[MOST];
  private int count;

  /** Where to look first: names come in the same order in each entry. */
  private int following;

  /** The name in a part of the bytes, which must be ASCII. */
  String of(byte[] bytes, int from, int length) {
    for (int i = 0; i < count; i++) {
      int known = following + i < count ? following + i : following + i - count;
      if (Arrays.equals(bytes, from, from + length, bytesOf[known], 0, bytesOf[known].length)) {
        following = known + 1 < count ? known + 1 : 0;
        return names[known];
      }
    }
    String name = new String(bytes, from, length, StandardCharsets.US_ASCII);
    if (count < MOST) {
      bytesOf[count] = Arrays.copyOfRange(bytes, from, from + length);
      names[count++] = name;
    }
    return name;
  }
}

package dev.fovea.model;

/** A foreign text made fit for an error message: short, on one line, without control characters. */
public final class Excerpt {
  private static final int LONGEST = 120;

  private Excerpt() {}

  /** The beginning of {@code text}. */
  public static String of(String text) {
    String head = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    return head.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ");
  }
}

package dev.fovea.data.check;

/**
 * One thing about a run or its data that a person should know before it starts.
 *
 * @param severity how much it matters
 * @param text one or two sentences: what, how many, where, what to do
 */
public record Finding(Severity severity, String text) {
  /** How much a finding matters. */
  public enum Severity {
    /** Worth knowing; nothing need be done. */
    NOTE,
    /** Something is likely wrong. */
    WARNING,
    /** Something is wrong. */
    ERROR
  }

  public Finding {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a finding without words");
    }
  }

  /** A finding that is worth knowing. */
  public static Finding note(String text) {
    return new Finding(Severity.NOTE, text);
  }

  /** A finding that something is likely wrong. */
  public static Finding warning(String text) {
    return new Finding(Severity.WARNING, text);
  }

  /** Whether something is likely wrong. */
  public boolean isWarning() {
    return severity == Severity.WARNING;
  }
}

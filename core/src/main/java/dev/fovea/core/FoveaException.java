package dev.fovea.core;

/**
 * A failure told to the person who can act on it: what is wrong, where, what is accepted, what to
 * do.
 */
public final class FoveaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Who must act. */
  public enum Cause {
    /** The arguments or settings. */
    USER,
    /** A file: images, annotations, models. */
    DATA,
    /** The machine: memory, disk, a missing library. */
    MACHINE,
    /** Fovea itself. */
    BUG
  }

  private final Cause kind;

  /** A failure without a cause of its own. */
  public FoveaException(Cause kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** A failure that another one led to. */
  public FoveaException(Cause kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** An argument or setting cannot be used. */
  public static FoveaException user(String message) {
    return new FoveaException(Cause.USER, message);
  }

  /** A file cannot be used. */
  public static FoveaException data(String message) {
    return new FoveaException(Cause.DATA, message);
  }

  /** The machine failed: memory, disk, a missing library. */
  public static FoveaException machine(String message, Throwable cause) {
    return new FoveaException(Cause.MACHINE, message, cause);
  }

  /** Who must act. */
  public Cause kind() {
    return kind;
  }
}

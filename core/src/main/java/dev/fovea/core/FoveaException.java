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

  public FoveaException(Cause kind, String message) {
    super(message);
    this.kind = kind;
  }

  public FoveaException(Cause kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public static FoveaException user(String message) {
    return new FoveaException(Cause.USER, message);
  }

  public static FoveaException data(String message) {
    return new FoveaException(Cause.DATA, message);
  }

  public static FoveaException machine(String message, Throwable cause) {
    return new FoveaException(Cause.MACHINE, message, cause);
  }

  /** Who must act. */
  public Cause kind() {
    return kind;
  }
}

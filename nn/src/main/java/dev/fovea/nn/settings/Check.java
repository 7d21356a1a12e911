package dev.fovea.nn.settings;

/** The checks of the branches' constructors. */
final class Check {
  private Check() {}

  /** Checks one setting by itself. */
  static void leaf(boolean accepted, String name, String wanted) {
    if (!accepted) {
      throw new NotAcceptedException(name, wanted);
    }
  }

  /** Checks settings against one another: comes after all checks of single ones. */
  static void together(boolean accepted, String message) {
    if (!accepted) {
      throw new InconsistentException(message);
    }
  }

  /** A single setting's value is not accepted. */
  static final class NotAcceptedException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private final String wanted;

    NotAcceptedException(String name, String wanted) {
      super(name + " is not accepted; accepted: " + wanted);
      this.wanted = wanted;
    }

    String wanted() {
      return wanted;
    }
  }

  /** Settings that are each accepted do not go together. */
  static final class InconsistentException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    InconsistentException(String message) {
      super(message);
    }
  }
}

package dev.fovea.model.pickle;

/** Why a file's bytes are refused; whoever opens the file adds which one it is. */
final class MalformedPickleException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedPickleException(String message) {
    super(message);
  }
}

package dev.fovea.model;

/** What is wrong with a file's bytes; the reader adds which file it is. */
final class MalformedSafetensorsException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedSafetensorsException(String message) {
    super(message);
  }
}

package dev.fovea.cli.doctor;

import java.util.Locale;

/**
 * One thing that was looked at.
 *
 * @param name of it, a word or two
 * @param status whether it is as it should be
 * @param text what was found
 * @param advice what to do; empty where nothing needs to be done
 */
public record Finding(String name, Status status, String text, String advice) {

  /** How a thing is. */
  public enum Status {
    /** As it should be. */
    OK,
    /** Fovea runs, but worse than it could. */
    WARN,
    /** Fovea does not run without it. */
    MISSING
  }

  static Finding ok(String name, String text) {
    return new Finding(name, Status.OK, text, "");
  }

  static Finding warn(String name, String text, String advice) {
    return new Finding(name, Status.WARN, text, advice);
  }

  static Finding missing(String name, String text, String advice) {
    return new Finding(name, Status.MISSING, text, advice);
  }

  /** One line for people: {@code ok memory 23.5 GB …}. */
  public String line() {
    String word = status.name().toLowerCase(Locale.ROOT);
    return "%-8s %-12s %s".formatted(word, name, advice.isEmpty() ? text : text + ": " + advice);
  }
}

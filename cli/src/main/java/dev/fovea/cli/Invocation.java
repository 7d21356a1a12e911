package dev.fovea.cli;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Commands that the user can paste: named as this one was started, quoted where needed. */
final class Invocation {
  private static final String PLAIN = "[A-Za-z0-9_./:=,+-]+";

  private Invocation() {}

  /** The {@code fovea} command with these arguments. */
  static String of(String... arguments) {
    String command = System.getProperty("fovea.command", "fovea");
    return quoted(command)
        + Arrays.stream(arguments)
            .map(argument -> " " + quoted(argument))
            .collect(Collectors.joining());
  }

  private static String quoted(String word) {
    return word.matches(PLAIN) ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}

package dev.fovea.cli;

import dev.fovea.core.FoveaException;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** How failures are told to the user: a line or two, and an exit code. */
final class Failures {
  static final int WHILE_RUNNING = 1;
  static final int UNUSABLE = 2;

  private Failures() {}

  /** Arguments that cannot be parsed. */
  static int unusable(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    PrintWriter error = command.getErr();
    error.println("fovea: " + failure.getMessage());
    error.println(
        suggestion(failure)
            .orElse(
                "Try `"
                    + command.getCommandSpec().qualifiedName()
                    + " --help` for what is accepted."));
    return UNUSABLE;
  }

  /** The likest of the known names. */
  private static Optional<String> suggestion(ParameterException failure) {
    return failure instanceof UnmatchedArgumentException unmatched
        ? unmatched.getSuggestions().stream().findFirst().map(name -> "Did you mean: " + name + "?")
        : Optional.empty();
  }

  /** A command that threw. */
  static int failed(Exception failure, CommandLine command, ParseResult parsed) {
    Console console = Console.of(command.getCommandSpec());
    PrintWriter error = command.getErr();
    if (isOutOfMemory(failure)) {
      return broken(error, new OutOfMemoryError("libtorch could not get what it asked for"));
    }
    error.println("fovea: " + message(failure));
    if (console.verbose()) {
      failure.printStackTrace(error);
    } else if (!isExpected(failure)) {
      error.println("This is a fault in Fovea; --verbose shows where, for a report.");
    }
    return isMendable(failure) && !console.hasStarted() ? UNUSABLE : WHILE_RUNNING;
  }

  /** In libtorch's own words. */
  private static boolean isOutOfMemory(Exception failure) {
    return String.valueOf(failure.getMessage())
        .contains("not enough memory: you tried to allocate");
  }

  /** A process that cannot go on: no memory, or a library that does not load. */
  static int broken(PrintWriter error, Error failure) {
    if (failure instanceof OutOfMemoryError) {
      error.println(
          "fovea: out of memory ("
              + failure.getMessage()
              + "); "
              + "use a smaller batch or image size, or more heap: FOVEA_JAVA_OPTIONS=-Xmx8g");
    } else {
      error.println("fovea: a library does not load on this machine: " + failure);
      error.println("Fovea needs the native libraries of this platform: see README.md, platforms.");
    }
    return WHILE_RUNNING;
  }

  private static String message(Exception failure) {
    return isExpected(failure) ? failure.getMessage() : "unexpected failure: " + failure;
  }

  private static boolean isExpected(Exception failure) {
    return failure instanceof FoveaException known && known.kind() != FoveaException.Cause.BUG;
  }

  private static boolean isMendable(Exception failure) {
    return failure instanceof FoveaException known
        && (known.kind() == FoveaException.Cause.USER || known.kind() == FoveaException.Cause.DATA);
  }
}

package dev.fovea.cli;

import dev.fovea.cli.terminal.Terminal;
import dev.fovea.core.FoveaException;
import java.io.PrintWriter;
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
    String name = command.getCommandSpec().qualifiedName();
    if (failure instanceof UnmatchedArgumentException unmatched) {
      Unmatched argument = Unmatched.first(unmatched);
      tell(error, argument.message());
      error.println(argument.hint() + "`" + name + " --help` shows what is accepted.");
    } else {
      tell(error, failure.getMessage());
      error.println("Try `" + name + " --help` for what is accepted.");
    }
    return UNUSABLE;
  }

  private static void tell(PrintWriter error, String message) {
    error.println(Terminal.standard().error("fovea:") + " " + message);
  }

  /** A command that threw. */
  static int failed(Exception failure, CommandLine command, ParseResult parsed) {
    return failed(failure, Console.of(command.getCommandSpec()), command.getErr());
  }

  /** The same of a command with this console, told to {@code error}. */
  static int failed(Exception failure, Console console, PrintWriter error) {
    if (isOutOfMemory(failure)) {
      return broken(error, new OutOfMemoryError("libtorch could not get what it asked for"));
    }
    tell(error, message(failure));
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
      tell(
          error,
          "out of memory ("
              + failure.getMessage()
              + "); "
              + "use a smaller batch or image size, or more heap: FOVEA_JAVA_OPTIONS=-Xmx8g");
    } else {
      tell(error, "a library does not load on this machine: " + failure);
      error.println("`fovea doctor` says what this machine lacks.");
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

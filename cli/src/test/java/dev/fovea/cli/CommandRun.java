package dev.fovea.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * A command that was run in this process.
 *
 * @param code its exit code
 * @param out what it wrote to standard output
 * @param error what it wrote of failures
 */
record CommandRun(int code, String out, String error) {
  static CommandRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter error = new StringWriter();
    int code =
        Fovea.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(error, true))
            .execute(arguments);
    return new CommandRun(code, out.toString(), error.toString());
  }
}

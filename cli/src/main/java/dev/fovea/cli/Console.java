package dev.fovea.cli;

import dev.fovea.cli.terminal.Terminal;
import dev.fovea.data.check.Finding;
import java.io.PrintStream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/**
 * What a command says to its user. Every command has one as {@code @Mixin Console console}, which
 * gives it {@code --help}, {@code --quiet} and {@code --verbose}.
 *
 * <p>Results go to standard output, everything else to standard error.
 */
public final class Console {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("unused") // picocli acts on it
  private boolean help;

  @Option(
      names = {"-q", "--quiet"},
      description = "Say nothing but results, warnings and errors.")
  private boolean quiet;

  @Option(names = "--verbose", description = "Log more; show stack traces of errors.")
  private boolean verbose;

  private boolean started;

  /** The console of a command; a silent default for one that has none. */
  static Console of(CommandSpec spec) {
    return spec.mixins().values().stream()
        .map(CommandSpec::userObject)
        .filter(Console.class::isInstance)
        .map(Console.class::cast)
        .findFirst()
        .orElseGet(Console::new);
  }

  /** The console of a command whose options were parsed elsewhere. */
  static Console of(boolean quiet) {
    Console console = new Console();
    console.quiet = quiet;
    return console;
  }

  /** Whether the user asked for results, warnings and errors only. */
  public boolean quiet() {
    return quiet;
  }

  /** Whether the user asked for stack traces and a fuller log. */
  public boolean verbose() {
    return verbose;
  }

  /**
   * Marks the end of a command's preparation: arguments and input are usable, work begins. Failures
   * before it end with exit code 2 where the user can mend them, failures after it with 1.
   */
  public void started() {
    started = true;
  }

  boolean hasStarted() {
    return started;
  }

  /** Where results go, and nothing else. */
  public PrintStream results() {
    return System.out;
  }

  /** Tells the user a line on standard error, unless quiet. */
  public void say(String line) {
    if (!quiet) {
      System.err.println(line);
    }
  }

  /** Warns the user by a line on standard error. */
  public void warn(String line) {
    System.err.println(Terminal.standard().warning("warning:") + " " + line);
  }

  /** Tells what a check has found: a warning always, a note unless quiet. */
  public void tell(Finding finding) {
    if (finding.isWarning()) {
      warn(finding.text());
    } else {
      say("note: " + finding.text());
    }
  }

  /** A progress display for work of {@code total} steps, fitting terminal or pipe. */
  public Progress progress(String name, long total) {
    return Progress.start(name, total, quiet);
  }

  /** Must run before the first logger is made: slf4j-simple reads its settings once. */
  void configureLogging() {
    // JavaCPP's warning about mixed versions of its presets would precede every result; the mix is
    // chosen in the root pom.xml, so only its errors are logged (simplelogger.properties).
    System.setProperty("org.bytedeco.javacpp.logger", "slf4j");
    if (verbose) {
      System.setProperty("org.slf4j.simpleLogger.log.dev.fovea", "debug");
    } else if (!quiet) {
      System.setProperty("org.slf4j.simpleLogger.log.dev.fovea", "info");
    }
  }
}

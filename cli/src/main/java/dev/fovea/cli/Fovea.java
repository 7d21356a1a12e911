package dev.fovea.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;

/** The {@code fovea} command: its list of subcommands. */
@Command(
    name = "fovea",
    description =
        "Trains, evaluates and runs dense object detectors: RetinaNet with the focal loss.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      QuickstartCommand.class,
      TrainCommand.class,
      EvalCommand.class,
      DetectCommand.class,
      DataCommand.class,
      BenchCommand.class,
      VersionCommand.class,
    },
    footer = {
      "",
      "`fovea COMMAND --help` shows a command's options, their defaults and examples.",
      "Exit codes: 0 done, 1 failed while running, 2 unusable arguments or input, 130 interrupted."
    })
public final class Fovea implements Runnable {
  @Mixin
  @SuppressWarnings("unused") // for its options
  private Console console;

  @Spec private CommandSpec spec;

  Fovea() {}

  /** Runs one subcommand, then ends this process with the exit code of {@link #run}. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /**
   * Runs one subcommand.
   *
   * @return 0 done, 1 failed while running, 2 unusable arguments or input
   */
  static int run(String... arguments) {
    CommandLine commandLine = commandLine();
    try {
      return commandLine.execute(arguments);
    } catch (OutOfMemoryError | LinkageError e) {
      return Failures.broken(commandLine.getErr(), e);
    }
  }

  static CommandLine commandLine() {
    return new CommandLine(new Fovea())
        .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
        .setUsageHelpAutoWidth(true)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionStrategy(Fovea::execute)
        .setParameterExceptionHandler(Failures::unusable)
        .setExecutionExceptionHandler(Failures::failed);
  }

  /** Only reached when no subcommand was named. */
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "no command given; the commands are: " + String.join(", ", spec.subcommands().keySet()));
  }

  private static int execute(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    Console.of(last.commandSpec()).configureLogging();
    return new RunLast().execute(parsed);
  }
}

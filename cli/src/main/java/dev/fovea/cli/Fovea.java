package dev.fovea.cli;

import dev.fovea.cli.terminal.Screen;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;

/** The {@code fovea} command: its list of subcommands. */
@Command(
    name = "fovea",
    description =
        "Trains, evaluates and runs dense object detectors: RetinaNet with the focal loss.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "`fovea help COMMAND` shows a command's options, their defaults and examples.",
      "",
      "Examples:",
      "  fovea doctor",
      "  fovea train photos/ --out runs/first --minutes 30",
      "  fovea detect runs/first photos/ --out found/",
      "",
      "Exit codes: 0 done, 1 failed while running, 2 unusable arguments or input,",
      "130 interrupted by Ctrl-C, 143 by kill."
    })
public final class Fovea implements Callable<Integer> {
  /** The commands, in the order in which they are listed. */
  private static final List<Class<?>> COMMANDS =
      List.of(
          QuickstartCommand.class,
          TrainCommand.class,
          EvalCommand.class,
          DetectCommand.class,
          ExportCommand.class,
          LensCommand.class,
          AblateCommand.class,
          DataCommand.class,
          ImportCommand.class,
          WeightsCommand.class,
          BenchCommand.class,
          DoctorCommand.class,
          VersionCommand.class,
          CompletionCommand.class,
          HelpCommand.class);

  /** Those that tell of the others. */
  private static final Set<Class<?>> OVERVIEWS = Set.of(HelpCommand.class, CompletionCommand.class);

  @Mixin
  @SuppressWarnings("unused") // for its options
  private Console console;

  @Option(
      names = {"-V", "--version"},
      description = "Print the version; `fovea version` tells more.")
  private boolean version;

  @Spec private CommandSpec spec;

  Fovea() {}

  /**
   * Runs one subcommand, then ends this process with the exit code of {@link #run}; 130 or 143
   * where the command ended well, but early because of Ctrl-C or {@code kill}.
   */
  public static void main(String[] arguments) {
    Screen.standard().guardStandardStreams();
    // Figures are drawn without a window: AWT shall not ask for a display that may not answer.
    System.setProperty("java.awt.headless", "true");
    int code = run(arguments);
    System.exit(code == 0 ? Interruption.exitCode().orElse(0) : code);
  }

  /**
   * Runs one subcommand.
   *
   * @return 0 done, 1 failed while running, 2 unusable arguments or input
   */
  static int run(String... arguments) {
    CommandLine commandLine = commandLine(arguments);
    try {
      return commandLine.execute(arguments);
    } catch (OutOfMemoryError | LinkageError e) {
      return Failures.broken(commandLine.getErr(), e);
    }
  }

  /** With the commands that these arguments need; with all for none. */
  static CommandLine commandLine(String... arguments) {
    CommandLine fovea = new CommandLine(new Fovea());
    named(arguments).forEach(fovea::addSubcommand);
    return fovea
        .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
        .setUsageHelpAutoWidth(true)
        .setColorScheme(
            new Help.ColorScheme.Builder(Help.Ansi.AUTO)
                .commands(Help.Ansi.Style.bold)
                .options(Help.Ansi.Style.bold)
                .build())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionStrategy(Fovea::execute)
        .setParameterExceptionHandler(Failures::unusable)
        .setExecutionExceptionHandler(Failures::failed);
  }

  /** Only the command that is named: looking at all of them takes longer than many commands do. */
  private static List<Class<?>> named(String... arguments) {
    return COMMANDS.stream()
        .filter(command -> arguments.length > 0 && name(command).equals(arguments[0]))
        .filter(command -> !OVERVIEWS.contains(command))
        .findFirst()
        .<List<Class<?>>>map(List::of)
        .orElse(COMMANDS);
  }

  private static String name(Class<?> command) {
    return command.getAnnotation(Command.class).name();
  }

  /** Only reached when no subcommand was named: the list of them, as a failure. */
  @Override
  public Integer call() {
    CommandLine command = spec.commandLine();
    if (version) {
      command.getOut().println("fovea " + Versions.read().lines().get("fovea"));
      return 0;
    }
    command.usage(command.getErr());
    return Failures.UNUSABLE;
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

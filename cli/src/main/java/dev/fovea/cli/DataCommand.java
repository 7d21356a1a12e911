package dev.fovea.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fovea data}: the list of its subcommands. */
@Command(
    name = "data",
    description = "Makes data sets, looks at them, checks, repairs and converts them.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DataInfoCommand.class,
      DataStatsCommand.class,
      DataViewCommand.class,
      DataCheckCommand.class,
      DataAnchorsCommand.class,
      DataSplitCommand.class,
      DataTileCommand.class,
      DataConvertCommand.class,
      DataSynthCommand.class,
    },
    footer = {"", "Examples:", "  fovea data info bccd/", "  fovea data synth scenes/"})
final class DataCommand implements Runnable {
  @Mixin
  @SuppressWarnings("unused") // for its options
  private Console console;

  @Spec private CommandSpec spec;

  /** Only reached when no subcommand was named. */
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "no command given; the commands are: data "
            + String.join(", data ", spec.subcommands().keySet()));
  }
}

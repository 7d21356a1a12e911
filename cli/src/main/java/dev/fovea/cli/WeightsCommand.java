package dev.fovea.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fovea weights}: the list of its subcommands. */
@Command(
    name = "weights",
    description = "Lists and fetches weights that their publishers offer, by name.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {WeightsListCommand.class, WeightsFetchCommand.class},
    footer = {"", "Examples:", "  fovea weights list", "  fovea weights fetch resnet50_v2"})
final class WeightsCommand implements Runnable {
  @Mixin
  @SuppressWarnings("unused") // for its options
  private Console console;

  @Spec private CommandSpec spec;

  /** Only reached when no subcommand was named. */
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "no command given; the commands are: weights "
            + String.join(", weights ", spec.subcommands().keySet()));
  }
}

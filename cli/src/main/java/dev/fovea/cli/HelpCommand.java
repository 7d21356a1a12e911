package dev.fovea.cli;

import dev.fovea.core.FoveaException;
import dev.fovea.data.KnownNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fovea help}: what {@code --help} prints, by another way. */
@Command(
    name = "help",
    description = "Shows the list of commands, or a command's options and examples.",
    footer = {"", "Examples:", "  fovea help", "  fovea help train"})
final class HelpCommand implements Callable<Integer> {
  @Mixin
  @SuppressWarnings("unused") // for its options
  private Console console;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "Which command to explain.")
  private List<String> path = new ArrayList<>();

  @Override
  public Integer call() {
    CommandLine command = spec.root().commandLine();
    for (String name : path) {
      Map<String, CommandLine> known = command.getSubcommands();
      String parent = command.getCommandSpec().qualifiedName();
      command =
          Optional.ofNullable(known.get(name))
              .orElseThrow(
                  () ->
                      FoveaException.user(
                          "%s has no command %s. %s"
                              .formatted(
                                  parent,
                                  name,
                                  KnownNames.hint(name, List.copyOf(known.keySet())))));
    }
    command.usage(spec.commandLine().getOut());
    return 0;
  }
}

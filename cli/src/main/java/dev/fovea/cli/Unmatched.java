package dev.fovea.cli;

import dev.fovea.data.KnownNames;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * An argument that a command does not know.
 *
 * @param message what is wrong
 * @param hint what was likely meant, ending in a space; may be empty
 */
record Unmatched(String message, String hint) {

  static Unmatched first(UnmatchedArgumentException failure) {
    CommandSpec command = failure.getCommandLine().getCommandSpec();
    String argument = failure.getUnmatched().getFirst();
    if (argument.startsWith("-")) {
      String name = argument.split("=", 2)[0];
      List<String> names = List.copyOf(command.optionsMap().keySet());
      return new Unmatched(
          command.qualifiedName() + " has no option " + name,
          KnownNames.nearest(name, names).map(near -> "Did you mean " + near + "? ").orElse(""));
    }
    if (!command.subcommands().isEmpty()) {
      List<String> names = List.copyOf(command.subcommands().keySet());
      return new Unmatched(
          command.qualifiedName() + " has no command " + argument,
          KnownNames.hint(argument, names) + " ");
    }
    return new Unmatched(argument + " is one argument too many", "");
  }
}

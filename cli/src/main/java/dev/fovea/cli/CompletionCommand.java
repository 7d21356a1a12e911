package dev.fovea.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code fovea completion}: lets the shell complete commands, options and file names. */
@Command(
    name = "completion",
    description = "Prints a script by which bash and zsh complete fovea's commands and options.",
    footer = {
      "",
      "Examples:",
      "  source <(fovea completion)",
      "  fovea completion > ~/.local/share/bash-completion/completions/fovea",
      "",
      "The first line, written into ~/.bashrc, or into ~/.zshrc after compinit, lasts; it costs a",
      "start of Java for each shell. The second one is read by bash-completion when it is needed."
    })
final class CompletionCommand implements Callable<Integer> {
  @Mixin
  @SuppressWarnings("unused") // for its options
  private Console console;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(AutoComplete.bash("fovea", spec.root().commandLine()));
    spec.commandLine().getOut().flush();
    return 0;
  }
}

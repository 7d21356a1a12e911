package dev.fovea.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code fovea version}: versions of everything that a result may depend on. */
@Command(
    name = "version",
    description = "Prints the versions of Fovea, its libraries, the JDK and the machine.",
    footer = {"", "Example:", "  fovea version"})
final class VersionCommand implements Callable<Integer> {
  @Mixin
  @SuppressWarnings("unused") // for its options
  private Console console;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Versions.read().lines().forEach((name, version) -> out.printf("%-9s %s%n", name, version));
    return 0;
  }
}

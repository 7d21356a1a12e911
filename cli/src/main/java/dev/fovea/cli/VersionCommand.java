package dev.fovea.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code fovea version}: versions of everything that a result may depend on. */
@Command(
    name = "version",
    description = "Prints the versions of Fovea, its libraries, the JDK and the machine.",
    footer = {"", "Example:", "  fovea version"})
final class VersionCommand implements Callable<Integer> {
  @Mixin private Console console;

  @Override
  public Integer call() {
    Versions.read()
        .lines()
        .forEach((name, version) -> console.results().printf("%-9s %s%n", name, version));
    return 0;
  }
}

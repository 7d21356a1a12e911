package dev.fovea.cli;

import dev.fovea.model.published.Catalogue;
import dev.fovea.model.published.WeightsFolder;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fovea weights list}: the published weights that are known by name. */
@Command(
    name = "list",
    description = {
      "Lists the published weights that are known by name: what they are for, how large the file"
          + " is, what their publisher measured, and whether the file is here. Needs no network."
    },
    footer = {"", "Examples:", "  fovea weights list", "  fovea weights list --json"})
final class WeightsListCommand implements Callable<Integer> {
  @Mixin private Console console;

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    WeightsList list = new WeightsList(Catalogue.standard(), WeightsFolder.standard());
    console.started();
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? list.toJson() : list.toText());
    out.flush();
    return 0;
  }
}

package dev.fovea.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fovea data info}: what a data set has in it. */
@Command(
    name = "info",
    description = "Prints a data set's format, splits, images, boxes and classes.",
    footer = {
      "",
      "Examples:",
      "  fovea data info bccd/",
      "  fovea data info hit_uav/ --json",
    })
final class DataInfoCommand implements Callable<Integer> {
  @Mixin private Console console;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "DATA", description = "A data set.")
  private Path data;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    DataArgument argument = DataArgument.of(data);
    List<SplitFacts> splits = new ArrayList<>();
    for (String split : argument.format().splits(data)) {
      splits.add(SplitFacts.of(split, argument.format().read(data, split)));
    }
    console.started();
    PrintWriter out = spec.commandLine().getOut();
    DataInfo info = new DataInfo(data, argument.format().name(), splits);
    out.println(json ? info.toJson() : info.toText());
    out.flush();
    return 0;
  }
}

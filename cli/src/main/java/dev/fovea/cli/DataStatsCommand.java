package dev.fovea.cli;

import dev.fovea.data.stats.SplitStatistics;
import dev.fovea.report.Fact;
import dev.fovea.report.StatisticsPage;
import dev.fovea.report.StatisticsReport;
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

/** {@code fovea data stats}: sizes, shapes and numbers of a data set's boxes. */
@Command(
    name = "stats",
    description =
        "Measures a data set's boxes: numbers of each class, sizes, shapes, objects in an image,"
            + " by split. No picture is opened; sizes of images are those stated.",
    footer = {
      "",
      "Examples:",
      "  fovea data stats bccd/",
      "  fovea data stats hit_uav/ --out stats/",
      "  fovea data stats hit_uav/ --json",
    })
final class DataStatsCommand implements Callable<Integer> {
  private static final String PAGE = "stats.html";

  @Mixin private Console console;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "DATA", description = "A data set in any format.")
  private Path data;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Also write " + PAGE + " with charts into this folder; a page of that name is replaced.")
  private Path out;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    DataArgument argument = DataArgument.of(data);
    List<SplitStatistics> splits = new ArrayList<>();
    for (String split : argument.format().splits(data)) {
      splits.add(SplitStatistics.of(split, argument.format().read(data, split)));
    }
    if (out != null) {
      OutputFolder.prepare(out, List.of());
    }
    console.started();
    DataStatistics statistics = new DataStatistics(data, argument.format().name(), splits);
    PrintWriter results = spec.commandLine().getOut();
    results.println(json ? statistics.toJson() : statistics.toText());
    results.flush();
    if (out != null) {
      Path page = out.resolve(PAGE);
      StatisticsPage.write(report(argument.format().name(), splits), page);
      console.say("page: " + page);
    }
    return 0;
  }

  private StatisticsReport report(String format, List<SplitStatistics> splits) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Data", data + ", " + format));
    facts.addAll(ReportFile.madeFacts());
    return new StatisticsReport(
        "Data: " + data.toAbsolutePath().normalize().getFileName(), facts, splits);
  }
}

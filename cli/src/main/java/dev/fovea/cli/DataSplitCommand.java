package dev.fovea.cli;

import dev.fovea.data.Dataset;
import dev.fovea.data.format.Conversion;
import dev.fovea.data.format.DatasetFormats;
import dev.fovea.data.format.DatasetWriter;
import dev.fovea.data.format.NewFolder;
import dev.fovea.data.split.Grouping;
import dev.fovea.data.split.Shares;
import dev.fovea.data.split.SplitPlan;
import dev.fovea.data.split.Union;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fovea data split}: the same images in other parts. */
@Command(
    name = "split",
    description = {
      "Divides a data set's images into parts, each with its share of every class, and writes them"
          + " as a new data set. All splits' images are taken together.",
      "The same images, options and seed give the same parts. Without groups each part has its"
          + " share of images exactly; a group is never divided, so that with groups a part may"
          + " have more by up to the size of the largest."
    },
    footer = {
      "",
      "Examples:",
      "  fovea data split photos/ --parts train=0.8,val=0.2 --out parts/",
      "  fovea data split hit_uav/ --parts train=0.8,val=0.2 \\",
      "    --group '^(\\d_\\d+_\\d+)_' --out parts/ --images link"
    })
final class DataSplitCommand implements Callable<Integer> {
  @Mixin private Console console;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "DATA", description = "A data set in any format.")
  private Path data;

  @Option(
      names = "--parts",
      required = true,
      paramLabel = "NAME=SHARE,…",
      description = "Two or more parts; shares of the images that sum to 1.")
  private String parts;

  @Option(
      names = "--group",
      paramLabel = "REGEX|folder",
      description =
          "What stays together, such as a video's or a patient's pictures: those with the same"
              + " text in the expression's first group, found in the picture's name; or those of"
              + " a folder (default: every picture by itself).")
  private String group;

  @Option(names = "--split", paramLabel = "NAME", description = "Divide this split's images alone.")
  private String split;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Decides among equals (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--to",
      paramLabel = "FORMAT",
      completionCandidates = DataConvertCommand.Names.class,
      description =
          "One of: ${COMPLETION-CANDIDATES} (default: as DATA is, or coco where that is not"
              + " written).")
  private String to;

  @Mixin private NewDatasetOptions target;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    SplitPlan plan =
        new SplitPlan(
            Shares.parse(parts), group == null ? Grouping.NONE : Grouping.parse(group), seed);
    NewFolder.requireVacant(target.out());
    DatasetWriter writer = writer();
    Map<String, Dataset> divided = plan.apply(source());
    console.started();
    Conversion done = Conversion.write(divided, writer, target.out(), target.images());
    print(divided);
    done.losses().forEach(console::warn);
    return 0;
  }

  private DatasetWriter writer() {
    return to != null
        ? DatasetFormats.writer(to, data)
        : DatasetFormats.recognise(data)
            .writer(data)
            .orElseGet(() -> DatasetFormats.writer("coco", data));
  }

  private Dataset source() {
    return split == null ? Union.of(Conversion.read(data)) : DatasetFormats.read(data, split);
  }

  private void print(Map<String, Dataset> divided) {
    List<SplitFacts> facts = new ArrayList<>();
    divided.forEach((part, dataset) -> facts.add(SplitFacts.of(part, dataset)));
    DataInfo info =
        new DataInfo(target.out(), DatasetFormats.recognise(target.out()).name(), facts);
    PrintWriter results = spec.commandLine().getOut();
    results.println(json ? info.toJson() : info.toText());
    results.flush();
  }
}

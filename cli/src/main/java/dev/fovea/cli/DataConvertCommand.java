package dev.fovea.cli;

import dev.fovea.data.Dataset;
import dev.fovea.data.format.Conversion;
import dev.fovea.data.format.DatasetFormats;
import dev.fovea.data.format.DatasetWriter;
import dev.fovea.data.format.NewFolder;
import dev.fovea.data.format.PictureStore.Transfer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fovea data convert}: the same data set in another format. */
@Command(
    name = "convert",
    description =
        "Writes a data set in another format: all splits, boxes and pictures; masks only from"
            + " COCO to COCO. Says what the format cannot hold.",
    footer = {
      "",
      "Examples:",
      "  fovea data convert bccd/ --to coco --out bccd-coco/",
      "  fovea data convert hit_uav/ --to yolo --out hit-yolo/ --images link"
    })
final class DataConvertCommand implements Callable<Integer> {
  @Mixin private Console console;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "DATA", description = "A data set in any format.")
  private Path data;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FORMAT",
      completionCandidates = Names.class,
      description = "One of: ${COMPLETION-CANDIDATES}.")
  private String to;

  @Mixin private NewDatasetOptions target;

  /** The formats that are written, for the help. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return DatasetFormats.written().iterator();
    }
  }

  @Override
  public Integer call() {
    DatasetWriter writer = DatasetFormats.writer(to, data);
    NewFolder.requireVacant(target.out());
    Map<String, Dataset> splits = Conversion.read(data);
    console.started();
    Conversion done = Conversion.write(splits, writer, target.out(), target.images());
    PrintWriter results = spec.commandLine().getOut();
    results.printf("%s: %s%n", target.out(), DatasetFormats.recognise(target.out()).name());
    done.splits()
        .forEach(
            (split, dataset) ->
                results.printf("  %s: %s%n", split, SplitFacts.of(split, dataset).summary()));
    results.printf(
        "  %d pictures %s%n",
        done.pictures(), target.images() == Transfer.COPY ? "copied" : "linked to");
    results.flush();
    done.splits().values().stream()
        .flatMap(dataset -> dataset.notes().stream().map(note -> dataset.name() + ": " + note))
        .forEach(console::warn);
    done.losses().forEach(console::warn);
    return 0;
  }
}

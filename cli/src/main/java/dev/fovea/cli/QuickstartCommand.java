package dev.fovea.cli;

import dev.fovea.data.Dataset;
import dev.fovea.data.synth.SyntheticDataset;
import dev.fovea.nn.settings.Settings;
import dev.fovea.nn.train.RunFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code fovea quickstart}: from nothing to three trained models, their figures, pictures and a
 * report.
 */
@Command(
    name = "quickstart",
    description = {
      "Draws a data set, trains a small detector three times on it - with the focal loss, and with"
          + " cross entropy with and without the prior -, measures all three on other images, and"
          + " writes pictures and a report. Needs no input, and about 700 MB of disk."
    },
    footer = {"", "Examples:", "  fovea quickstart", "  fovea quickstart --out long --minutes 30"})
final class QuickstartCommand implements Callable<Integer> {
  private static final int PICTURES = 8;
  private static final int INTERRUPTED = 130;

  @Mixin private Console console;

  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "A folder that is new or empty (default: quickstart).")
  private Path out = Path.of("quickstart");

  @Option(
      names = "--minutes",
      paramLabel = "M",
      description = {
        "As much training as fits into M minutes in all, the same for each loss (default: 200"
            + " steps each, fewer where they would take longer than 9 minutes)."
      })
  private Double minutes;

  private final QuickstartPlan standard;
  private final long begin = System.nanoTime();

  QuickstartCommand() {
    this(QuickstartPlan.standard());
  }

  /** A smaller or larger quickstart. */
  QuickstartCommand(QuickstartPlan standard) {
    this.standard = standard;
  }

  @Override
  public Integer call() {
    QuickstartPlan plan = minutes == null ? standard : standard.within(minutes);
    SyntheticDataset.requireVacant(out);
    console.started();
    List<Dataset> data = DataSynthCommand.write(plan.data(), out.resolve("data"), console);
    data.forEach(split -> console.say(Facts.of(split)));
    List<ContenderResult> results = new ArrayList<>();
    try (Interruption interruption = new Interruption()) {
      QuickstartTraining training =
          new QuickstartTraining(console, data.get(0), data.get(1), interruption::requested);
      for (Contender contender : Contender.ALL) {
        RunFolder folder = new RunFolder(out.resolve(contender.folder()));
        results.add(training.run(contender, settings(plan, contender, results), folder));
        if (interruption.requested()) {
          console.say("stopped; go on with this run: " + resumption(folder));
          return INTERRUPTED;
        }
      }
    }
    conclude(data, results);
    return 0;
  }

  private Settings settings(
      QuickstartPlan plan, Contender contender, List<ContenderResult> results) {
    if (results.isEmpty()) {
      return plan.first(contender, passedMinutes());
    }
    return plan.later(contender, results.getFirst().steps());
  }

  private String resumption(RunFolder folder) {
    return Invocation.of("train", data().toString(), "--out", folder.path().toString(), "--resume");
  }

  private Path data() {
    return out.resolve("data");
  }

  private double passedMinutes() {
    return (System.nanoTime() - begin) / 60e9;
  }

  private void conclude(List<Dataset> data, List<ContenderResult> results) {
    Dataset validation = data.get(1);
    QuickstartTable table = QuickstartTable.of(results, data.getFirst());
    new QuickstartPictures(results, validation.classes())
        .write(validation.images(), PICTURES, out.resolve("pictures"));
    QuickstartReport.write(table, data, out.resolve("report.html"), passedMinutes());
    PrintWriter stdout = spec.commandLine().getOut();
    table.lines().forEach(stdout::println);
    stdout.println();
    table.sentences().forEach(stdout::println);
    stdout.flush();
    console.say(String.format(Locale.ROOT, "%ndone in %.1f minutes", passedMinutes()));
    new QuickstartAdvice(out).lines().forEach(console::say);
  }
}

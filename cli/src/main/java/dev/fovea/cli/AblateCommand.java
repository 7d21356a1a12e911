package dev.fovea.cli;

import dev.fovea.cli.ablate.AblationFolder;
import dev.fovea.cli.ablate.AblationRow;
import dev.fovea.cli.ablate.AblationSheet;
import dev.fovea.cli.ablate.AblationTable;
import dev.fovea.cli.ablate.PaperTables;
import dev.fovea.cli.ablate.RunOutcome;
import dev.fovea.core.AtomicFiles;
import dev.fovea.core.FoveaException;
import dev.fovea.data.Dataset;
import dev.fovea.model.ModelFile;
import dev.fovea.nn.preflight.Preflight;
import dev.fovea.nn.settings.Settings;
import dev.fovea.nn.train.TrainingInput;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fovea ablate}: one of the paper's tables on one's own data. */
@Command(
    name = "ablate",
    description = {
      "Trains a run for each row of one of the paper's tables, on your data, at an equal number of"
          + " steps, and prints the table beside the paper's figures.",
      "Stop it when you like: the same command goes on, and finished runs are not made again."
    },
    footer = {
      "",
      "Tables: gamma, alpha, losses (focal, cross entropy with and without the",
      "prior, FL*, OHEM), ohem, prior, anchors, depth.",
      "",
      "Examples:",
      "  fovea ablate gamma photos/ --minutes 10 --plan",
      "  fovea ablate gamma photos/ --minutes 10 --rows 0,0.5,2,5 --out runs/gamma",
      "  fovea ablate losses photos/ --minutes 10 --from runs/first --seeds 2"
    })
final class AblateCommand implements Callable<Integer> {
  @Mixin private Console console;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "TABLE",
      description = "gamma, alpha, losses, ohem, prior, anchors or depth.")
  private String table;

  @Parameters(index = "1", paramLabel = "DATA", description = "A data set with a validation split.")
  private Path data;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      description =
          "As many steps for each run as fit into M minutes of the first one (default: as the"
              + " settings say).")
  private Double minutes;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1",
      description = "Runs of each row, with other seeds (default: ${DEFAULT-VALUE}).")
  private int seeds;

  @Option(
      names = "--rows",
      paramLabel = "NAME",
      split = ",",
      description = "These rows alone; --plan shows their names.")
  private List<String> rows = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder of the runs and of table.csv (default: runs/ablate-TABLE).")
  private Path out;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings of all runs in YAML; without it those of --from, or the defaults.")
  private Path configuration;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One setting of all runs; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "MODEL",
      description =
          "Begin each run with the backbone and the pyramid of a trained model, and fresh heads.")
  private Path from;

  @Option(names = "--plan", description = "Print what would be run, and how long; then stop.")
  private boolean planOnly;

  @Override
  public Integer call() {
    if (seeds < 1 || seeds > 100) {
      throw FoveaException.user("--seeds is " + seeds + "; accepted are 1 to 100");
    }
    AblationPlan plan = plan(PaperTables.named(table).only(rows));
    plan.folder().requireSame(plan.identity());
    plan.runs().forEach(plan::input);
    if (planOnly) {
      print(plan);
      return 0;
    }
    preflight(plan);
    console.started();
    plan.folder().begin(plan.identity());
    try (Interruption interruption = new Interruption()) {
      run(plan, interruption);
      AblationSheet sheet = write(plan, !interruption.requested());
      PrintWriter results = spec.commandLine().getOut();
      TextTable.lines(sheet.toReport()).forEach(results::println);
      results.flush();
      console.say("table: " + plan.folder().table());
      if (interruption.requested()) {
        console.say("stopped; the same command goes on");
      }
    }
    return 0;
  }

  private AblationPlan plan(AblationTable chosen) {
    DataArgument argument = DataArgument.of(data);
    Settings base = argument.withSplits(settings());
    String validation =
        base.data()
            .validation()
            .orElseThrow(
                () ->
                    FoveaException.user(
                        "%s has no split that is meant for validation; name one by --set"
                                .formatted(data)
                            + " data.validation=NAME"));
    Dataset training = argument.read(base.data().train().orElseThrow(), base.data());
    Dataset images = argument.read(validation, base.data());
    Path folder = out == null ? Path.of("runs", "ablate-" + chosen.name()) : out;
    return new AblationPlan(chosen, base, training, images, seeds, new AblationFolder(folder));
  }

  private Settings settings() {
    List<String> all = new ArrayList<>(overrides);
    if (minutes != null) {
      all.addAll(List.of("train.minutes=" + minutes, "train.steps=none", "train.epochs=none"));
    }
    if (from == null) {
      return Settings.load(Optional.ofNullable(configuration), all);
    }
    try (ModelFile model = ModelFile.read(from)) {
      all.add("model.weights=\"" + model.path().toAbsolutePath().normalize() + "\"");
      all.add("model.weightsPart=trunk");
      return configuration == null
          ? RunSettings.of(model, all)
          : Settings.load(Optional.of(configuration), all);
    }
  }

  /** Looks once at each network that is still to be trained. */
  private void preflight(AblationPlan plan) {
    Set<List<Object>> seen = new HashSet<>();
    for (AblationPlan.Run run : plan.pending()) {
      TrainingInput input = plan.input(run);
      if (seen.add(List.of(input.settings().model(), input.settings().anchors()))) {
        Preflight preflight = Preflight.of(input);
        console.say(run.row().name() + ": " + preflight.summary());
        preflight.findings().forEach(console::tell);
      }
    }
  }

  private void run(AblationPlan plan, Interruption interruption) {
    List<AblationPlan.Run> pending = plan.pending();
    AblationTraining training =
        new AblationTraining(plan.folder(), console, interruption::requested);
    for (int i = 0; i < pending.size() && !interruption.requested(); i++) {
      AblationPlan.Run run = pending.get(i);
      console.say(
          "run %d of %d: %s, seed %d"
              .formatted(i + 1, pending.size(), run.row().name(), run.seed()));
      Optional<RunOutcome> outcome = training.run(run.row(), run.seed(), plan.input(run));
      AblationSheet unused = write(plan, false);
      outcome
          .filter(RunOutcome::isMeasured)
          .ifPresent(
              each ->
                  console.say(
                      String.format(
                          Locale.ROOT, "%s: AP %.1f", run.row().name(), 100 * each.ap())));
    }
  }

  private static AblationSheet write(AblationPlan plan, boolean compared) {
    AblationSheet sheet = plan.sheet(compared);
    AtomicFiles.write(plan.folder().table(), sheet.toCsv());
    return sheet;
  }

  private void print(AblationPlan plan) {
    PrintWriter results = spec.commandLine().getOut();
    List<AblationPlan.Run> pending = plan.pending();
    results.println("%s, in %s".formatted(plan.table().title(), plan.folder().path()));
    for (AblationRow row : plan.table().rows()) {
      long left = pending.stream().filter(run -> run.row().equals(row)).count();
      results.println(
          "  %-24s %s  %s"
              .formatted(
                  row.name(),
                  left == 0 ? "done" : left + (left == 1 ? " run " : " runs"),
                  String.join(" ", row.settings())));
    }
    results.println(howLong(plan, pending.size()));
    results.flush();
  }

  private String howLong(AblationPlan plan, int pending) {
    OptionalInt steps = plan.steps();
    if (steps.isEmpty()) {
      steps = plan.base().train().plannedSteps(plan.training().images().size());
    }
    String each =
        steps.isPresent() ? steps.getAsInt() + " steps each" : "as many steps each as fit";
    String time =
        minutes == null
            ? "without --minutes how long they take is not known before the first has begun"
            : String.format(
                Locale.ROOT,
                "about %.0f minutes in all, where a step takes as long as in the first run",
                minutes * pending);
    return "%d %s to do, %s; %s".formatted(pending, pending == 1 ? "run" : "runs", each, time);
  }
}

package dev.fovea.cli;

import dev.fovea.cli.ablate.AblationFolder;
import dev.fovea.cli.ablate.AblationRow;
import dev.fovea.cli.ablate.AblationSheet;
import dev.fovea.cli.ablate.AblationTable;
import dev.fovea.cli.ablate.RowResult;
import dev.fovea.cli.ablate.RunOutcome;
import dev.fovea.core.eval.Difference;
import dev.fovea.core.eval.GroundTruth;
import dev.fovea.data.Dataset;
import dev.fovea.data.EvaluationTruth;
import dev.fovea.data.format.CocoResults;
import dev.fovea.data.format.CocoTruth;
import dev.fovea.nn.settings.Settings;
import dev.fovea.nn.train.TrainingInput;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.LongStream;

/**
 * Which runs an ablation consists of, and how far they are.
 *
 * @param table whose rows are trained
 * @param base what all of them have in common
 * @param training images
 * @param validation images
 * @param seeds runs of each row, from the base's {@code train.seed} on
 * @param folder where they lie
 */
record AblationPlan(
    AblationTable table,
    Settings base,
    Dataset training,
    Dataset validation,
    int seeds,
    AblationFolder folder) {

  /** A row with one of its seeds. */
  record Run(AblationRow row, long seed) {}

  /** All runs, the whole table with one seed before the next seed. */
  List<Run> runs() {
    return seedNumbers()
        .boxed()
        .flatMap(seed -> table.rows().stream().map(row -> new Run(row, seed)))
        .toList();
  }

  private LongStream seedNumbers() {
    long first = base.train().seed();
    return LongStream.range(first, first + seeds);
  }

  /** Those that have not ended. */
  List<Run> pending() {
    return runs().stream().filter(run -> folder.outcome(run.row(), run.seed()).isEmpty()).toList();
  }

  /** A run's input: as many steps as the run that was the first to begin. */
  TrainingInput input(Run run) {
    List<String> settings = new ArrayList<>(run.row().settings());
    settings.add("train.seed=" + run.seed());
    OptionalInt steps = steps();
    if (steps.isPresent()) {
      settings.addAll(
          List.of("train.steps=" + steps.getAsInt(), "train.minutes=none", "train.epochs=none"));
    }
    Settings own = base.with(settings.toArray(String[]::new));
    return new TrainingInput(own, training, Optional.of(validation));
  }

  /** The steps that every run has; nothing before one has begun. */
  OptionalInt steps() {
    return runs().stream()
        .map(run -> folder.steps(run.row(), run.seed()))
        .filter(OptionalInt::isPresent)
        .findFirst()
        .orElse(OptionalInt.empty());
  }

  /** What all runs have in common, in words that tell it from another ablation. */
  String identity() {
    return "# fovea ablate "
        + table.name()
        + "\n# training "
        + training.fingerprint()
        + "\n# validation "
        + validation.fingerprint()
        + "\n"
        + base.toYaml();
  }

  /**
   * The table as far as it is.
   *
   * @param compared whether each row is compared with the reference, which takes a while
   */
  AblationSheet sheet(boolean compared) {
    List<RowResult> results = new ArrayList<>();
    for (AblationRow row : table.rows()) {
      List<RunOutcome> outcomes = new ArrayList<>();
      List<Difference> changes = new ArrayList<>();
      String unfinished = "";
      for (long seed : seedNumbers().toArray()) {
        Optional<RunOutcome> outcome = folder.outcome(row, seed);
        outcome.ifPresent(outcomes::add);
        if (outcome.isEmpty() && unfinished.isEmpty()) {
          unfinished = unfinished(row, seed);
        }
        if (compared) {
          change(row, seed).ifPresent(changes::add);
        }
      }
      results.add(new RowResult(row, seeds, outcomes, unfinished, changes));
    }
    return new AblationSheet(table, results);
  }

  private String unfinished(AblationRow row, long seed) {
    if (!folder.run(row, seed).checkpoint().exists()) {
      return "";
    }
    return "stopped at step %d of %d"
        .formatted(
            folder.run(row, seed).checkpoint().read().progress().step(),
            folder.steps(row, seed).orElseThrow());
  }

  private Optional<Difference> change(AblationRow row, long seed) {
    Optional<AblationRow> reference =
        table.rows().stream().filter(each -> each.name().equals(table.reference())).findFirst();
    if (reference.isEmpty()
        || row.equals(reference.get())
        || !Files.exists(folder.detections(row, seed))
        || !Files.exists(folder.detections(reference.get(), seed))) {
      return Optional.empty();
    }
    GroundTruth truth = EvaluationTruth.of(validation);
    CocoTruth expected = new CocoTruth(truth, validation.classes());
    return Optional.of(
        AblationTraining.BOOTSTRAP
            .compare(
                truth,
                CocoResults.read(folder.detections(reference.get(), seed), expected),
                CocoResults.read(folder.detections(row, seed), expected))
            .ap());
  }
}

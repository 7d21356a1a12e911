package dev.fovea.cli;

import dev.fovea.core.Detector;
import dev.fovea.core.FoveaException;
import dev.fovea.data.Dataset;
import dev.fovea.model.ModelFile;
import dev.fovea.nn.settings.Settings;
import dev.fovea.nn.train.Progress;
import dev.fovea.nn.train.RunFolder;
import dev.fovea.nn.train.TrainingInput;
import dev.fovea.report.DatasetFacts;
import dev.fovea.report.EvaluatedDataset;
import dev.fovea.report.Findings;
import dev.fovea.report.RunCurves;
import dev.fovea.report.RunReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The report of a run: what its folder tells, and what its best model finds in the validation
 * images.
 *
 * @param folder the run's
 * @param input what it learned from
 * @param settings as the run resolved them
 * @param console hears of the detection's progress
 */
record TrainingReport(RunFolder folder, TrainingInput input, Settings settings, Console console) {
  private static final String LATER =
      "figures for each class, pictures and misses are in the page that"
          + " `fovea eval RUN DATA --report FILE` writes";

  /** Where the page stands. */
  ReportFile file() {
    return new ReportFile(folder.path().resolve("report.html"), console);
  }

  /**
   * Gathers the report.
   *
   * @param progress how far the run came
   * @param interrupted whether the user wants the command to end: then nothing is detected
   */
  RunReport of(Progress progress, BooleanSupplier interrupted) {
    long steps = settings.train().steps().orElseThrow();
    int batch = settings.train().batch() * settings.train().accumulate();
    RunReport.Builder page =
        ReportFile.titled("Run: " + folder.path().toAbsolutePath().normalize().getFileName())
            .fact("Model", settings.model().backbone() + ", seed " + settings.train().seed())
            .fact(
                "Training",
                "%d of %d steps of %d images, %s"
                    .formatted(
                        progress.step(), steps, batch, ReportFile.duration(progress.seconds())))
            .settings(settings.toYaml())
            .dataset(DatasetFacts.of("training", input.training()))
            .run(RunCurves.read("training", folder.metrics()));
    input.validation().ifPresent(images -> page.dataset(DatasetFacts.of("validation", images)));
    if (progress.step() < steps && interrupted.getAsBoolean()) {
      page.note("The run was stopped after step %d of %d.".formatted(progress.step(), steps));
    }
    measure(page, interrupted);
    return page.build();
  }

  private void measure(RunReport.Builder page, BooleanSupplier interrupted) {
    if (input.validation().isEmpty()) {
      page.note("There were no validation images (data.validation), so nothing was measured.");
    } else if (!Files.exists(folder.best())) {
      page.note("No evaluation was made yet, so there is no model to look at.");
    } else {
      try {
        detect(input.validation().get(), interrupted)
            .map(Findings::of)
            .ifPresentOrElse(
                page::findings, () -> page.note("Stopped before detection: " + LATER + "."));
      } catch (FoveaException failure) {
        page.note("Detection failed: " + failure.getMessage());
      }
    }
  }

  private Optional<EvaluatedDataset> detect(Dataset images, BooleanSupplier interrupted) {
    if (interrupted.getAsBoolean()) {
      return Optional.empty();
    }
    try (ModelFile file = ModelFile.read(folder.best());
        Detector detector = RunSettings.detector(file, settings, console)) {
      return DetectionPass.over(images, detector, console, interrupted);
    }
  }

  /** The report of a model on a data set, with the curves of the run that the model lies in. */
  static RunReport ofModel(Path model, Settings settings, EvaluatedDataset evaluated) {
    RunReport.Builder page =
        ReportFile.titled("%s on %s".formatted(model.getFileName(), evaluated.dataset().name()))
            .fact("Model", model.toString())
            .settings(settings.toYaml())
            .dataset(DatasetFacts.of("evaluated", evaluated.dataset()))
            .findings(Findings.of(evaluated));
    Path metrics = new RunFolder(model).metrics();
    if (Files.exists(metrics)) {
      page.run(RunCurves.read("training", metrics));
    }
    return page.build();
  }
}

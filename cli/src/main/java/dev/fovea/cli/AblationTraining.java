package dev.fovea.cli;

import dev.fovea.cli.ablate.AblationFolder;
import dev.fovea.cli.ablate.AblationRow;
import dev.fovea.cli.ablate.RunOutcome;
import dev.fovea.core.Detector;
import dev.fovea.core.FoveaException;
import dev.fovea.core.eval.Bootstrap;
import dev.fovea.core.eval.BootstrapSettings;
import dev.fovea.core.eval.CocoSettings;
import dev.fovea.core.eval.DetectedObject;
import dev.fovea.data.Dataset;
import dev.fovea.data.EvaluationTruth;
import dev.fovea.data.format.CocoResults;
import dev.fovea.model.ModelFile;
import dev.fovea.nn.settings.Settings;
import dev.fovea.nn.train.RunFolder;
import dev.fovea.nn.train.Trainer;
import dev.fovea.nn.train.TrainingInput;
import dev.fovea.report.EvaluatedDataset;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The runs of an ablation, each trained to its end or to the interruption, then measured.
 *
 * @param folder where they lie
 * @param console where progress is shown
 * @param interrupted whether to stop after the step or image that is being worked on
 */
record AblationTraining(AblationFolder folder, Console console, BooleanSupplier interrupted) {
  /** Over the validation images. */
  static final Bootstrap BOOTSTRAP =
      new Bootstrap(CocoSettings.coco(), BootstrapSettings.standard());

  /**
   * How training ended.
   *
   * @param steps that were made
   * @param settings as the run resolved them
   * @param diverged why; else empty
   */
  private record Trained(long steps, Settings settings, String diverged) {}

  /**
   * Begins a row's run, or goes on with it, and measures its best model.
   *
   * @return nothing where it was interrupted before the end
   */
  Optional<RunOutcome> run(AblationRow row, long seed, TrainingInput input) {
    folder.dropUnsaved(row, seed);
    Trained trained = train(row.name() + " seed " + seed, input, folder.run(row, seed));
    Optional<RunOutcome> outcome =
        trained.diverged().isEmpty()
            ? measure(row, seed, trained, input.validation().orElseThrow())
            : Optional.of(RunOutcome.diverged(trained.steps(), trained.diverged()));
    outcome.ifPresent(each -> each.write(folder.outcomeFile(row, seed)));
    return outcome;
  }

  private Trained train(String name, TrainingInput input, RunFolder run) {
    boolean begun = run.checkpoint().exists();
    try (Trainer trainer = begun ? Trainer.resume(input, run) : Trainer.start(input, run)) {
      Settings settings = trainer.settings();
      try (Progress progress = console.progress(name, settings.train().steps().orElseThrow())) {
        trainer.listen(new TrainingNarrator(progress, console));
        trainer.run(interrupted);
        return new Trained(trainer.progress().step(), settings, "");
      } catch (FoveaException failure) {
        if (!Trainer.isDivergence(failure)) {
          throw failure;
        }
        console.say(name + " diverged: " + failure.getMessage());
        return new Trained(trainer.progress().step(), settings, failure.getMessage());
      }
    }
  }

  private Optional<RunOutcome> measure(
      AblationRow row, long seed, Trained trained, Dataset images) {
    if (interrupted.getAsBoolean()) {
      return Optional.empty();
    }
    Optional<EvaluatedDataset> pass;
    try (ModelFile file = ModelFile.read(folder.run(row, seed).best());
        Detector detector = RunSettings.detector(file, trained.settings(), console)) {
      pass = DetectionPass.over(images, detector, console, interrupted);
    }
    return pass.map(
        found -> {
          List<DetectedObject> objects = found.objects();
          CocoResults.write(folder.detections(row, seed), objects, images.classes());
          return RunOutcome.measured(
              BOOTSTRAP.intervals(EvaluationTruth.of(images), objects).ap(), trained.steps());
        });
  }
}

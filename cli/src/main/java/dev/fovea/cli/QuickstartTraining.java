package dev.fovea.cli;

import dev.fovea.core.FoveaException;
import dev.fovea.data.Dataset;
import dev.fovea.nn.settings.Settings;
import dev.fovea.nn.train.RunFolder;
import dev.fovea.nn.train.Trainer;
import dev.fovea.nn.train.TrainingInput;
import dev.fovea.nn.train.TrainingListener;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The quickstart's runs, one after the other.
 *
 * @param console where progress is shown
 * @param training images
 * @param validation images
 * @param interrupted whether to stop after the step that is being made
 */
record QuickstartTraining(
    Console console, Dataset training, Dataset validation, BooleanSupplier interrupted) {

  /** Trains, then measures the best model as {@code fovea eval} would. */
  ContenderResult run(Contender contender, Settings settings, RunFolder folder) {
    TrainingInput input = new TrainingInput(settings, training, Optional.of(validation));
    try (Trainer trainer = Trainer.start(input, folder)) {
      String failure = train(trainer, contender);
      int steps = trainer.settings().train().steps().orElseThrow();
      boolean measurable = failure.isEmpty() && !interrupted.getAsBoolean();
      return new ContenderResult(
          contender,
          folder,
          steps,
          measurable
              ? Optional.of(ContenderResult.Measured.of(folder.path(), validation))
              : Optional.empty(),
          failure);
    }
  }

  /** Why the run failed where its loss or gradient was not finite; else nothing. */
  private String train(Trainer trainer, Contender contender) {
    int steps = trainer.settings().train().steps().orElseThrow();
    try (Progress progress = console.progress(contender.folder(), steps)) {
      trainer.listen(new Narrator(progress));
      trainer.run(interrupted);
      return "";
    } catch (FoveaException failure) {
      if (failure.kind() != FoveaException.Cause.DATA) {
        throw failure;
      }
      console.say(failure.getMessage());
      return failure.getMessage();
    }
  }

  private record Narrator(Progress progress) implements TrainingListener {
    @Override
    public void stepped(Step step) {
      progress.step(step.step(), TrainingNarrator.losses(step));
    }
  }
}

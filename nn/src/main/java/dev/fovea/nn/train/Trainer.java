package dev.fovea.nn.train;

import dev.fovea.core.AtomicFiles;
import dev.fovea.core.FoveaException;
import dev.fovea.core.loss.LossParts;
import dev.fovea.data.Dataset;
import dev.fovea.data.DatasetDigest;
import dev.fovea.data.batch.Batch;
import dev.fovea.data.batch.BatchLoader;
import dev.fovea.data.check.Finding;
import dev.fovea.nn.layer.Pass;
import dev.fovea.nn.network.HeadTensors;
import dev.fovea.nn.network.RetinaNet;
import dev.fovea.nn.settings.Settings;
import dev.fovea.nn.settings.TrainBranch;
import dev.fovea.nn.torch.Engine;
import dev.fovea.nn.torch.Tensors;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** Trains a detector; the loop of {@link #run(BooleanSupplier)} is the whole method. */
public final class Trainer implements AutoCloseable {
  private final TrainingInput input;
  private final TrainingState state;
  private final RunRecord record;
  private int skipped;

  private Trainer(TrainingInput input, TrainingState state, RunRecord record) {
    this.input = input;
    this.state = state;
    this.record = record;
  }

  /**
   * Begins a run in a new folder, with fresh weights.
   *
   * <p>Where the settings give minutes and no steps, the steps that fit are fixed here, after a
   * timed warm-up that leaves no trace.
   *
   * @throws FoveaException if the folder holds a run or cannot be written
   */
  public static Trainer start(TrainingInput asked, RunFolder folder) {
    folder.requireNew();
    Engine.start(asked.settings().train().threads());
    TrainingInput input = asked.with(StepPlan.fixed(asked));
    TrainingState state = TrainingState.fresh(input);
    try {
      folder.make();
      AtomicFiles.write(folder.configuration(), input.settings().toYaml());
      Progress progress = Progress.start(state.normalizer().state());
      return new Trainer(input, state, new RunRecord(input, folder, state, progress));
    } catch (FoveaException unwritable) {
      state.close();
      throw unwritable;
    }
  }

  /**
   * What a run takes from pretrained weights, where the settings name some, and what starts anew.
   *
   * @throws FoveaException if the file is missing, damaged or of another backbone
   */
  public static List<Finding> pretrained(TrainingInput input) {
    if (input.settings().model().weights().isEmpty()) {
      return List.of();
    }
    try (TrainingState state = TrainingState.fresh(input)) {
      return state.findings();
    }
  }

  /**
   * Goes on from a run's last checkpoint, with the run's own settings.
   *
   * @throws FoveaException if there is none, or the data are not those of the run
   */
  public static Trainer resume(TrainingInput asked, RunFolder folder) {
    folder.requireResumable();
    Checkpoint.Run run = folder.checkpoint().read();
    TrainingInput input = asked.with(Settings.ofYaml(run.settings()));
    if (!run.dataFingerprint().equals(input.training().fingerprint())) {
      throw changedData(folder, run, input.training());
    }
    Engine.start(input.settings().train().threads());
    TrainingState state = TrainingState.toRestore(input);
    folder.checkpoint().restore(state.weights(), state.optimizer());
    state.normalizer().restore(run.progress().normalizer());
    return new Trainer(input, state, new RunRecord(input, folder, state, run.progress()));
  }

  private static FoveaException changedData(RunFolder folder, Checkpoint.Run run, Dataset now) {
    String what =
        DatasetDigest.ofText(run.dataDigest())
            .map(before -> before.changesTo(now))
            .filter(changes -> !changes.isEmpty())
            .map(changes -> String.join("; ", changes))
            .orElse("images, boxes or classes have changed");
    return FoveaException.data(
        "The training data %s are not those of the run %s: %s.%nRestore them, or start a new run."
            .formatted(now.name(), folder.path(), what));
  }

  /** Adds someone who hears of steps, evaluations and checkpoints. */
  public Trainer listen(TrainingListener listener) {
    record.listen(listener);
    return this;
  }

  /** The settings, with the number of steps resolved. */
  public Settings settings() {
    return input.settings();
  }

  /** How far the run is. */
  public Progress progress() {
    return record.progress();
  }

  /**
   * Trains to the last step.
   *
   * @throws FoveaException at the first loss or gradient that is not finite
   */
  public void run() {
    run(() -> false);
  }

  /**
   * Trains to the last step, or until {@code interrupted}; the state is saved in both cases.
   *
   * @throws FoveaException at the first loss or gradient that is not finite; where a picture cannot
   *     be read, the state being saved; where a file cannot be written, the last checkpoint as it
   *     was
   */
  public void run(BooleanSupplier interrupted) {
    try {
      steps(interrupted);
      record.close();
    } catch (FoveaException failure) {
      throw record.withWhatStands(failure);
    }
  }

  private void steps(BooleanSupplier interrupted) {
    TrainBranch train = input.settings().train();
    Schedule schedule = Recipe.schedule(train);
    RetinaNet network = state.network();
    Collection<Tensor> parameters = network.weights().parameters().values();
    long steps = train.steps().orElseThrow();
    try (BatchLoader loader = input.loader(record.progress().samples())) {
      while (record.goesOn() && !interrupted.getAsBoolean()) {
        StepLoss loss = new StepLoss(record.progress().step() + 1);
        for (int part = 0; part < train.accumulate(); part++) {
          try (Batch batch = next(loader);
              PointerScope scope = new PointerScope();
              Pass pass = state.pass()) {
            HeadTensors outputs = network.forward(Tensors.overPixels(batch), pass);
            HeadTensors gradients = outputs.emptyLike();
            LossParts parts = state.batchLoss().withGradient(batch, outputs, gradients);
            loss.addFinite(parts, batch.names());
            RetinaNet.backward(outputs, gradients);
          }
        }
        double norm = Gradients.clip(parameters, 1.0 / train.accumulate(), train.clip());
        loss.requireFinite(norm);
        double rate = train.baseRate() * schedule.factor(loss.step() - 1, steps);
        state.optimizer().step(rate);
        Gradients.clear(parameters);
        record.stepped(loss, rate, norm);
      }
    }
  }

  /** The next batch. A picture that cannot be read costs no step that was made. */
  private Batch next(BatchLoader loader) {
    try {
      Batch batch = loader.next();
      skipped = loader.skipped();
      return batch;
    } catch (FoveaException unreadable) {
      throw record.kept(unreadable);
    }
  }

  /** Whether a run failed because it diverged: its loss or gradient was no finite number. */
  public static boolean isDivergence(FoveaException failure) {
    return failure.getCause() instanceof ArithmeticException;
  }

  /** How many pictures could not be read so far, where {@code data.unreadable} is {@code skip}. */
  public int skipped() {
    return skipped;
  }

  @Override
  public void close() {
    state.close();
  }
}

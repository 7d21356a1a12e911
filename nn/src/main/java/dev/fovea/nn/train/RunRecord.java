package dev.fovea.nn.train;

import dev.fovea.core.FoveaException;
import dev.fovea.core.detect.PostProcessor;
import dev.fovea.core.imbalance.Imbalance;
import dev.fovea.core.imbalance.ImbalanceHistograms;
import dev.fovea.core.loss.ClassificationLoss;
import dev.fovea.data.DatasetDigest;
import dev.fovea.nn.settings.Settings;
import dev.fovea.nn.settings.TrainBranch;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a run leaves behind it: progress, metrics, evaluations, the best model, checkpoints. */
final class RunRecord {
  private final TrainingInput input;
  private final RunFolder folder;
  private final TrainingState state;
  private final Optional<Validation> validation;
  private final MetricsLog metrics;
  private final List<TrainingListener> listeners = new ArrayList<>();
  private final long steps;
  private final String configuration;
  private final String dataFingerprint;
  private final String dataDigest;
  private Progress progress;
  private long last = System.nanoTime();
  private long saved = -1;

  RunRecord(TrainingInput input, RunFolder folder, TrainingState state, Progress progress) {
    this.input = input;
    this.folder = folder;
    this.state = state;
    this.progress = progress;
    Settings settings = input.settings();
    steps = settings.train().steps().orElseThrow();
    configuration = settings.toYaml();
    dataFingerprint = input.training().fingerprint();
    dataDigest = DatasetDigest.of(input.training()).toText();
    PostProcessor postProcessor = new PostProcessor(settings.detect().toPostProcessing());
    validation =
        input
            .validation()
            .map(images -> Validation.of(input, images, state.batchLoss(), postProcessor));
    metrics = new MetricsLog(folder.metrics(), progress.step());
    listeners.add(metrics);
  }

  void listen(TrainingListener listener) {
    listeners.add(listener);
  }

  Progress progress() {
    return progress;
  }

  /** Whether there is a step to make: neither all are made, nor has AP stopped rising. */
  boolean goesOn() {
    int patience = input.settings().train().patience();
    boolean stalled = patience > 0 && progress.evaluationsSinceBest() >= patience;
    return progress.step() < steps && !stalled;
  }

  /** Takes note of a finished step; evaluates and saves where it is time to. */
  void stepped(StepLoss loss, double rate, double gradientNorm) {
    double seconds = lap();
    progress = progress.after(loss.images(), state.normalizer().state(), seconds);
    TrainingListener.Step step =
        new TrainingListener.Step(
            loss.step(),
            steps,
            progress.seconds(),
            loss.classification(),
            loss.box(),
            rate,
            gradientNorm,
            loss.images() / seconds);
    listeners.forEach(listener -> listener.stepped(step));
    TrainBranch train = input.settings().train();
    boolean end = progress.step() == steps;
    if (end || progress.step() % train.evaluateEvery() == 0) {
      validation.ifPresent(this::evaluateOrKeep);
    }
    if (end || progress.step() % train.checkpointEvery() == 0) {
      save();
    }
  }

  /** Seconds since the last call. */
  private double lap() {
    long now = System.nanoTime();
    double seconds = (now - last) / 1e9;
    last = now;
    return seconds;
  }

  private void evaluateOrKeep(Validation images) {
    try {
      evaluate(images);
    } catch (FoveaException failure) {
      throw kept(failure);
    }
  }

  /**
   * Saves the steps made so far, where a picture has failed and not the network.
   *
   * @return the failure, with what stands
   */
  FoveaException kept(FoveaException failure) {
    if (failure.kind() == FoveaException.Cause.MACHINE) {
      return failure;
    }
    try {
      if (saved != progress.step()) {
        save();
      }
    } catch (FoveaException diskAsWell) {
      failure.addSuppressed(diskAsWell);
      return failure;
    }
    String stands =
        " The run is saved at step " + progress.step() + "; mend this and go on with --resume.";
    return new FoveaException(failure.kind(), failure.getMessage() + stands, failure);
  }

  /** A failure of disk or machine, with where the run can go on from. */
  FoveaException withWhatStands(FoveaException failure) {
    if (failure.kind() != FoveaException.Cause.MACHINE) {
      return failure;
    }
    String stands =
        folder.checkpoint().exists()
            ? ". The last checkpoint, of step %d, stands: mend this, then go on with --resume."
                .formatted(folder.checkpoint().read().progress().step())
            : ". No checkpoint was made yet: mend this, then start again with another --out.";
    return new FoveaException(failure.kind(), failure.getMessage() + stands, failure);
  }

  private void evaluate(Validation images) {
    Validation.Result result = images.of(state.network());
    boolean best = result.summary().ap() > progress.bestScore();
    if (best) {
      TrainedModel.write(folder.best(), input, state.weights(), progress.step());
    }
    progress = progress.evaluated(result.summary().ap(), best, lap());
    TrainingListener.Evaluation evaluation =
        new TrainingListener.Evaluation(
            progress.step(),
            progress.seconds(),
            result.classification(),
            result.box(),
            result.summary(),
            best,
            result.histograms().map(this::lens));
    listeners.forEach(listener -> listener.evaluated(evaluation));
  }

  private TrainingListener.Lens lens(ImbalanceHistograms histograms) {
    ClassificationLoss loss = state.batchLoss().loss().classification();
    return new TrainingListener.Lens(histograms, Imbalance.of(histograms, loss));
  }

  private void save() {
    Checkpoint.Run run = new Checkpoint.Run(progress, configuration, dataFingerprint, dataDigest);
    folder.checkpoint().write(run, state.weights(), state.optimizer());
    saved = progress.step();
    listeners.forEach(listener -> listener.saved(saved));
  }

  /** Saves what is not saved yet. Where none was found the best, the last model is it. */
  void close() {
    boolean last = validation.isEmpty() || !Files.exists(folder.best());
    if (last && progress.step() > 0) {
      TrainedModel.write(folder.best(), input, state.weights(), progress.step());
    }
    if (saved != progress.step()) {
      save();
    }
    metrics.close();
  }
}

package dev.fovea.nn.train;

import dev.fovea.core.detect.PostProcessor;
import dev.fovea.nn.settings.Settings;
import dev.fovea.nn.settings.TrainBranch;
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
      validation.ifPresent(this::evaluate);
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
            best);
    listeners.forEach(listener -> listener.evaluated(evaluation));
  }

  private void save() {
    Checkpoint.Run run = new Checkpoint.Run(progress, configuration, dataFingerprint);
    folder.checkpoint().write(run, state.weights(), state.optimizer());
    saved = progress.step();
    listeners.forEach(listener -> listener.saved(saved));
  }

  /** Saves what is not saved yet. Without validation the last model is the best. */
  void close() {
    if (validation.isEmpty() && progress.step() > 0) {
      TrainedModel.write(folder.best(), input, state.weights(), progress.step());
    }
    if (saved != progress.step()) {
      save();
    }
    metrics.close();
  }
}

package dev.fovea.nn.train;

import dev.fovea.core.ClassNames;
import dev.fovea.core.Parallel;
import dev.fovea.core.loss.Normalizer;
import dev.fovea.data.check.Finding;
import dev.fovea.model.Architecture;
import dev.fovea.nn.layer.Pass;
import dev.fovea.nn.layer.TileWorkers;
import dev.fovea.nn.network.RetinaNet;
import dev.fovea.nn.settings.Settings;
import dev.fovea.nn.torch.Precision;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * What training changes: the network, the optimiser's memory, the normaliser's. Owns their native
 * memory.
 */
final class TrainingState implements AutoCloseable {
  private final RetinaNet network;
  private final Optimizer optimizer;
  private final BatchLoss batchLoss;
  private final Parallel parallel;
  private final Precision precision;
  private final Optional<TileWorkers> tileWorkers;
  private final List<Finding> findings;

  /** Weights drawn from the seed, or pretrained where the settings say so. */
  static TrainingState fresh(TrainingInput input) {
    return new TrainingState(input, input.settings().model().weights());
  }

  /** The same for a checkpoint to be restored into: the pretrained weights may be gone by now. */
  static TrainingState toRestore(TrainingInput input) {
    return new TrainingState(input, Optional.empty());
  }

  private TrainingState(TrainingInput input, Optional<String> pretrained) {
    Settings settings = input.settings();
    ClassNames classes = input.training().classes();
    torch.manual_seed(settings.train().seed());
    Architecture architecture = settings.model().toArchitecture();
    int anchorsPerCell = settings.anchors().toAnchors().anchorsPerCell();
    network =
        new RetinaNet(
            architecture, anchorsPerCell, classes.count(), settings.loss().priorProbability());
    findings =
        pretrained
            .map(file -> PretrainedWeights.load(file, settings, classes, network.weights()))
            .orElse(List.of());
    network.freeze(settings.model().freeze());
    optimizer = Recipe.optimizer(settings.train(), network.weights().parameters());
    int threads = settings.train().threads();
    parallel = threads == 0 ? Parallel.ofProcessors() : new Parallel(threads);
    precision = Precision.of(settings.train().precision());
    tileWorkers = TileWorkers.forTraining(precision);
    batchLoss =
        BatchLoss.of(
            settings, settings.anchors().toAnchors(), parallel, settings.loss().toSampler());
  }

  /** What was taken from pretrained weights; nothing without any. */
  List<Finding> findings() {
    return findings;
  }

  RetinaNet network() {
    return network;
  }

  Optimizer optimizer() {
    return optimizer;
  }

  Normalizer normalizer() {
    return batchLoss.loss().normalizer();
  }

  /** A new pass for one batch. */
  Pass pass() {
    return Pass.forTraining(precision, tileWorkers);
  }

  BatchLoss batchLoss() {
    return batchLoss;
  }

  SequencedMap<String, Tensor> weights() {
    return network.weights().tensors();
  }

  @Override
  public void close() {
    tileWorkers.ifPresent(TileWorkers::close);
    parallel.close();
    optimizer.close();
    network.close();
  }
}

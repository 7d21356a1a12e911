package dev.fovea.nn.train;

import dev.fovea.core.Detection;
import dev.fovea.core.Preprocessing;
import dev.fovea.core.Size;
import dev.fovea.core.anchor.AnchorGrid;
import dev.fovea.core.detect.ImageFrame;
import dev.fovea.core.detect.PostProcessor;
import dev.fovea.core.eval.CocoMetric;
import dev.fovea.core.eval.CocoSummary;
import dev.fovea.core.eval.DetectedObject;
import dev.fovea.core.imbalance.ImbalanceHistograms;
import dev.fovea.core.loss.LossParts;
import dev.fovea.data.Dataset;
import dev.fovea.data.EvaluationTruth;
import dev.fovea.data.batch.Batch;
import dev.fovea.data.batch.EvaluationLoader;
import dev.fovea.nn.layer.Pass;
import dev.fovea.nn.network.HeadTensors;
import dev.fovea.nn.network.RetinaNet;
import dev.fovea.nn.settings.Settings;
import dev.fovea.nn.torch.Precision;
import dev.fovea.nn.torch.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;

/** Loss and AP of the network as it stands, on images that it does not learn from. */
final class Validation {
  private final Dataset dataset;
  private final Preprocessing preprocessing;
  private final BatchLoss loss;
  private final PostProcessor postProcessor;
  private final Precision precision;
  private final boolean lens;

  /** Mean losses over images, with COCO's numbers and, where wanted, the logits' histograms. */
  record Result(
      double classification,
      double box,
      CocoSummary summary,
      Optional<ImbalanceHistograms> histograms) {}

  private Validation(
      Dataset dataset,
      Preprocessing preprocessing,
      BatchLoss loss,
      PostProcessor postProcessor,
      Settings settings) {
    this.dataset = dataset;
    this.preprocessing = preprocessing;
    this.loss = loss;
    this.postProcessor = postProcessor;
    this.precision = Precision.of(settings.detect().precision());
    this.lens = settings.train().lens();
  }

  /** Measures as {@code fovea eval} does with the run's settings. */
  static Validation of(
      TrainingInput input, Dataset images, BatchLoss loss, PostProcessor postProcessor) {
    return new Validation(images, input.preprocessing(), loss, postProcessor, input.settings());
  }

  Result of(RetinaNet network) {
    List<DetectedObject> found = new ArrayList<>();
    double classification = 0;
    double box = 0;
    LogitGathering gathering = new LogitGathering(loss.loss(), lens);
    try (EvaluationLoader loader = new EvaluationLoader(dataset, preprocessing, 1);
        Pass pass = Pass.forInference(precision, network.weights())) {
      while (loader.hasNext()) {
        try (Batch batch = loader.next();
            PointerScope scope = new PointerScope();
            NoGradGuard constant = new NoGradGuard()) {
          HeadTensors outputs = network.forward(Tensors.overPixels(batch), pass);
          LossParts parts = loss.value(batch, outputs, gathering);
          classification += parts.classification();
          box += parts.box();
          long image = batch.sources().getFirst().id();
          for (Detection detection : detections(batch, outputs)) {
            found.add(DetectedObject.of(image, detection));
          }
        }
      }
    }
    CocoSummary summary = new CocoMetric().evaluate(EvaluationTruth.of(dataset), found);
    int images = dataset.images().size();
    return new Result(classification / images, box / images, summary, gathering.histograms());
  }

  private List<Detection> detections(Batch batch, HeadTensors outputs) {
    Size content = batch.contentSizes().getFirst();
    Size original = batch.originalSizes().getFirst();
    ImageFrame frame =
        new ImageFrame(content.width(), content.height(), original.width(), original.height());
    AnchorGrid grid = loss.grids().of(batch.width(), batch.height());
    return outputs.lend(values -> postProcessor.detections(values, 0, grid, frame));
  }
}

package dev.fovea.nn.train;

import dev.fovea.core.Parallel;
import dev.fovea.core.anchor.AnchorGrid;
import dev.fovea.core.anchor.Matches;
import dev.fovea.core.loss.InitialLoss;
import dev.fovea.data.Dataset;
import dev.fovea.data.EvenSample;
import dev.fovea.data.batch.Batch;
import dev.fovea.data.batch.EvaluationLoader;
import dev.fovea.model.ModelDescription;
import dev.fovea.model.ModelFile;
import dev.fovea.nn.layer.Pass;
import dev.fovea.nn.network.HeadTensors;
import dev.fovea.nn.network.RetinaNet;
import dev.fovea.nn.settings.Settings;
import dev.fovea.nn.torch.Engine;
import dev.fovea.nn.torch.Precision;
import dev.fovea.nn.torch.TensorFiles;
import dev.fovea.nn.torch.Tensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The classification loss of the first step, as a network has it: the model's trunk with a
 * classification subnet that has learned nothing, beside {@link InitialLoss}'s closed form.
 *
 * @param measured mean over the images that were looked at
 * @param closedForm of the same images
 */
public record FreshHeadLoss(double measured, double closedForm) {
  /** Fresh weights differ little from image to image; more of them would cost time. */
  private static final int IMAGES = 16;

  private static final String SUBNET = "head.classification_head.";

  /**
   * Measures at most 16 images at equal distances.
   *
   * @param model gives all weights but those of the classification subnet, drawn from {@code
   *     train.seed}
   * @param settings the model's own: loss, prior, matching
   * @param dataset with the model's classes
   */
  public static FreshHeadLoss of(ModelFile model, Settings settings, Dataset dataset) {
    Engine.start();
    torch.manual_seed(settings.train().seed());
    ModelDescription description = model.description();
    try (Parallel parallel = Parallel.ofProcessors();
        RetinaNet network =
            new RetinaNet(
                description.architecture(),
                description.anchors().anchorsPerCell(),
                description.classes().count(),
                settings.loss().priorProbability())) {
      Map<String, Tensor> trunk = new LinkedHashMap<>(network.weights().tensors());
      trunk.keySet().removeIf(name -> name.startsWith(SUBNET));
      TensorFiles.copyInto(trunk, model.tensors(), model.path().toString());
      BatchLoss loss = BatchLoss.of(settings, description.anchors(), parallel);
      InitialLoss initial =
          new InitialLoss(loss.loss().classification(), settings.loss().priorProbability());
      Dataset sample =
          new Dataset(
              dataset.name(),
              dataset.classes(),
              EvenSample.of(dataset.images(), IMAGES),
              List.of());
      try (EvaluationLoader loader = new EvaluationLoader(sample, description.preprocessing(), 1);
          Pass pass =
              Pass.forInference(Precision.of(settings.detect().precision()), network.weights())) {
        return measure(network, pass, loader, loss, initial);
      }
    }
  }

  private static FreshHeadLoss measure(
      RetinaNet network, Pass pass, EvaluationLoader loader, BatchLoss loss, InitialLoss initial) {
    double measured = 0;
    double closedForm = 0;
    int images = 0;
    while (loader.hasNext()) {
      try (Batch batch = loader.next();
          PointerScope scope = new PointerScope();
          NoGradGuard constant = new NoGradGuard()) {
        HeadTensors outputs = network.forward(Tensors.overPixels(batch), pass);
        measured +=
            loss.value(batch, outputs, new LogitGathering(loss.loss(), false)).classification();
        AnchorGrid grid = loss.grids().of(batch.width(), batch.height());
        Matches matches = loss.matcher().match(grid, batch.truths().getFirst());
        int classes = (int) outputs.logits().getFirst().size(1) / outputs.anchorsPerCell();
        double ofImage = initial.ofImage(matches, batch.truths().getFirst(), grid.count(), classes);
        closedForm += loss.weight(matches) * ofImage;
        images++;
      }
    }
    return new FreshHeadLoss(measured / images, closedForm / images);
  }

  /** The measured loss divided by the closed form: 1 where the head starts as the prior says. */
  public double ratio() {
    return measured / closedForm;
  }
}

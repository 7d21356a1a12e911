package dev.fovea.nn.train;

import dev.fovea.core.Detection;
import dev.fovea.core.FoveaException;
import dev.fovea.core.Parallel;
import dev.fovea.core.anchor.AnchorGrid;
import dev.fovea.core.anchor.Matches;
import dev.fovea.core.anchor.TruthBoxes;
import dev.fovea.core.diagnosis.HardExample;
import dev.fovea.core.diagnosis.Miss;
import dev.fovea.core.diagnosis.Viewer;
import dev.fovea.core.imbalance.ImbalanceHistograms;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
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
import dev.fovea.nn.torch.Tensors;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;

/**
 * A trained model's way over a data set that gathers where its classification loss goes.
 *
 * <p>Images go through the network one by one, resized as in validation, so memory is that of one
 * image and of the histograms.
 */
public final class ImbalancePass {
  private static final int LEVELS = 5;

  private final BatchLoss batchLoss;
  private final ImbalanceHistograms histograms;
  private final Viewer viewer;
  private final Diagnoses diagnoses;
  private double loss;
  private long positives;

  /**
   * What was gathered.
   *
   * @param histograms logits of every image, weighted by 1 / the image's normaliser
   * @param loss the exact classification loss with the model's own settings, summed over images
   * @param positives positive anchors
   * @param images what is wrong in which image, in their order
   * @param examples the hardest of each kind, cause and class
   */
  public record Gathered(
      ImbalanceHistograms histograms,
      double loss,
      long positives,
      List<ImageDiagnosis> images,
      List<ImageExample> examples) {}

  /**
   * Something hard in an image; boxes in the picture's pixels.
   *
   * @param image where
   * @param example what
   * @param shown all detections of the image that count
   */
  public record ImageExample(LabelledImage image, HardExample example, List<Detection> shown) {}

  /**
   * What is wrong in an image; only images in which something is.
   *
   * @param image where
   * @param misses their rows are places among the annotations that are not to be ignored
   * @param unlabelled detections where no label is, in the picture's pixels
   */
  public record ImageDiagnosis(
      LabelledImage image, List<Miss> misses, List<Detection> unlabelled) {}

  private ImbalancePass(
      ModelDescription model, Settings settings, float shownScore, Parallel parallel) {
    batchLoss = BatchLoss.of(settings, model.anchors(), parallel);
    histograms = new ImbalanceHistograms(LEVELS, model.classes().count(), parallel);
    viewer = Viewer.of(settings.toPostProcessing(), shownScore);
    diagnoses = new Diagnoses(settings.matching().toMatching(), settings.loss().toClassification());
  }

  /**
   * What is looked at.
   *
   * @param model trained
   * @param settings the model's own: loss, matching
   * @param dataset with the model's classes
   * @param shownScore from which on a detection counts as one, for what is missed
   */
  public record Input(ModelFile model, Settings settings, Dataset dataset, float shownScore) {}

  /**
   * Looks at every image.
   *
   * @param seen is told the number of images done
   * @param interrupted asked before each image
   * @return nothing if interrupted before the last image
   * @throws FoveaException if an image cannot be read, or a logit is no finite number
   */
  public static Optional<Gathered> over(
      Input input, LongConsumer seen, BooleanSupplier interrupted) {
    ModelFile model = input.model();
    Settings settings = input.settings();
    Engine.start();
    ModelDescription description = model.description();
    Precision precision = Precision.of(settings.detect().precision());
    try (Parallel parallel = Parallel.ofProcessors();
        RetinaNet network = RetinaNet.of(model)) {
      ImbalancePass pass = new ImbalancePass(description, settings, input.shownScore(), parallel);
      long images = 0;
      try (EvaluationLoader loader =
              new EvaluationLoader(input.dataset(), description.preprocessing(), 1);
          Pass constant = Pass.forInference(precision, network.weights())) {
        while (loader.hasNext()) {
          if (interrupted.getAsBoolean()) {
            return Optional.empty();
          }
          pass.add(network, constant, loader);
          seen.accept(++images);
        }
      }
      return Optional.of(
          new Gathered(
              pass.histograms,
              pass.loss,
              pass.positives,
              pass.diagnoses.images(),
              pass.diagnoses.examples()));
    }
  }

  private void add(RetinaNet network, Pass pass, EvaluationLoader loader) {
    try (Batch batch = loader.next();
        PointerScope scope = new PointerScope();
        NoGradGuard constant = new NoGradGuard()) {
      HeadTensors outputs = network.forward(Tensors.overPixels(batch), pass);
      AnchorGrid grid = batchLoss.grids().of(batch.width(), batch.height());
      TruthBoxes truth = batch.truths().getFirst();
      Matches matches = batchLoss.matcher().match(grid, truth);
      double weight = batchLoss.weight(matches);
      try {
        outputs.lend(
            values -> {
              histograms.add(values, 0, truth, matches, weight);
              loss +=
                  batchLoss
                      .loss()
                      .evaluate(values, grid.boxes(), List.of(truth), List.of(matches))
                      .classification();
              diagnoses.add(
                  batch,
                  viewer.look(values, grid, truth, matches, batch.contentSizes().getFirst()),
                  weight);
              return null;
            });
      } catch (FoveaException notFinite) {
        throw FoveaException.data(batch.names().getFirst() + ": " + notFinite.getMessage());
      }
      positives += matches.anchors().length;
    }
  }
}

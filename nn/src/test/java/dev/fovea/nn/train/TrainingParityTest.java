package dev.fovea.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fovea.core.ClassNames;
import dev.fovea.core.Parallel;
import dev.fovea.core.Preprocessing;
import dev.fovea.core.anchor.AnchorGrids;
import dev.fovea.core.anchor.AnchorMatcher;
import dev.fovea.core.anchor.AnchorSettings;
import dev.fovea.core.anchor.MatchingSettings;
import dev.fovea.core.box.Box;
import dev.fovea.core.box.BoxCoder;
import dev.fovea.core.loss.DetectionLoss;
import dev.fovea.core.loss.FocalLoss;
import dev.fovea.core.loss.L1;
import dev.fovea.core.loss.LossParts;
import dev.fovea.core.loss.Normalizer;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.batch.Batch;
import dev.fovea.data.batch.EvaluationLoader;
import dev.fovea.data.image.ImageWriter;
import dev.fovea.nn.CounterImage;
import dev.fovea.nn.RecordedModel;
import dev.fovea.nn.layer.Pass;
import dev.fovea.nn.network.HeadTensors;
import dev.fovea.nn.network.RetinaNet;
import dev.fovea.nn.torch.Engine;
import dev.fovea.nn.torch.Precision;
import dev.fovea.nn.torch.TensorFiles;
import dev.fovea.nn.torch.Tensors;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds whole training steps against torchvision's own, recorded by {@code record_torchvision.py}.
 */
class TrainingParityTest {
  private static final double TOLERANCE = 1e-3;

  @TempDir private Path folder;

  @Test
  void threeStepsHaveTorchvisionsLossesAndGradients() {
    RecordedModel model = RecordedModel.all().getFirst();
    JsonNode training = model.entry().get("training");
    Engine.start();
    try (Arena arena = Arena.ofConfined();
        Parallel parallel = new Parallel(1);
        RetinaNet network = new RetinaNet(model.architecture(), 9, model.classes(), 0.01);
        Optimizer optimizer =
            new MomentumDescent(
                network.weights().parameters(),
                training.get("momentum").doubleValue(),
                training.get("weightDecay").doubleValue())) {
      TensorFiles.copyInto(network.weights().tensors(), model.tensors(arena), model.toString());
      BatchLoss loss = loss(parallel);
      for (JsonNode step : training.get("steps")) {
        LossParts parts = gradients(network, loss, dataset(training, model.classes()));
        assertThat(parts.classification())
            .isCloseTo(step.get("classification").doubleValue(), relative(step, "classification"));
        assertThat(parts.box())
            .isCloseTo(
                step.get("bbox_regression").doubleValue(), relative(step, "bbox_regression"));
        if (optimizer.state().updates() == 0) {
          assertSameNorms(network, training.get("gradients"));
        }
        optimizer.step(training.get("rate").doubleValue());
        Gradients.clear(network.weights().parameters().values());
      }
    }
  }

  private static org.assertj.core.data.Offset<Double> relative(JsonNode numbers, String key) {
    return within(TOLERANCE * Math.abs(numbers.get(key).doubleValue()));
  }

  private static void assertSameNorms(RetinaNet network, JsonNode recorded) {
    assertThat(network.weights().parameters()).hasSize(recorded.size());
    network
        .weights()
        .parameters()
        .forEach(
            (name, parameter) -> {
              try (PointerScope scope = new PointerScope()) {
                assertThat(parameter.grad().norm().item_double())
                    .as(name)
                    .isCloseTo(recorded.get(name).doubleValue(), relative(recorded, name));
              }
            });
  }

  /** Torchvision's choices: its anchors and matches, focal loss, L1, each image's positives. */
  private static BatchLoss loss(Parallel parallel) {
    return new BatchLoss(
        new AnchorGrids(AnchorSettings.torchvision()),
        new AnchorMatcher(MatchingSettings.torchvision()),
        new DetectionLoss(
            new FocalLoss(2, 0.25),
            new L1(),
            Normalizer.named("image"),
            BoxCoder.DEFAULT,
            parallel));
  }

  private static LossParts gradients(RetinaNet network, BatchLoss loss, Dataset dataset) {
    try (EvaluationLoader loader =
            new EvaluationLoader(dataset, Preprocessing.imagenet(160, 288), 2);
        Batch batch = loader.next();
        PointerScope scope = new PointerScope()) {
      Tensor pixels = Tensors.overPixels(batch);
      HeadTensors outputs = network.forward(pixels, new Pass(Precision.FLOAT32, true));
      HeadTensors gradients = outputs.emptyLike();
      LossParts parts = loss.withGradient(batch, outputs, gradients);
      RetinaNet.backward(outputs, gradients);
      return parts;
    }
  }

  private Dataset dataset(JsonNode training, int classes) {
    List<LabelledImage> images = new ArrayList<>();
    for (int i = 0; i < training.get("images").size(); i++) {
      JsonNode image = training.get("images").get(i);
      String name = image.get("name").textValue();
      int width = image.get("width").intValue();
      int height = image.get("height").intValue();
      Path file = folder.resolve(name + ".png");
      ImageWriter.write(CounterImage.of(name, width, height), file);
      images.add(
          new LabelledImage(i, file, name, width, height, truth(training.get("truths").get(i))));
    }
    List<String> names = IntStream.range(0, classes).mapToObj(k -> "class " + k).toList();
    List<Long> ids = LongStream.range(0, classes).boxed().toList();
    return new Dataset("recorded", new ClassNames(names, ids), images, List.of());
  }

  private static List<Annotation> truth(JsonNode recorded) {
    List<Annotation> annotations = new ArrayList<>();
    for (int i = 0; i < recorded.get("labels").size(); i++) {
      JsonNode box = recorded.get("boxes").get(i);
      annotations.add(
          new Annotation(
              new Box(
                  box.get(0).floatValue(),
                  box.get(1).floatValue(),
                  box.get(2).floatValue(),
                  box.get(3).floatValue()),
              recorded.get("labels").get(i).intValue(),
              false));
    }
    return annotations;
  }
}

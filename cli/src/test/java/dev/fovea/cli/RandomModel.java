package dev.fovea.cli;

import dev.fovea.core.ClassNames;
import dev.fovea.core.Preprocessing;
import dev.fovea.core.anchor.AnchorSettings;
import dev.fovea.core.detect.PostProcessing;
import dev.fovea.model.Architecture;
import dev.fovea.model.ModelDescription;
import dev.fovea.model.ModelFile;
import dev.fovea.nn.layer.Pass;
import dev.fovea.nn.network.HeadTensors;
import dev.fovea.nn.network.RetinaNet;
import dev.fovea.nn.torch.Engine;
import dev.fovea.nn.torch.Precision;
import dev.fovea.nn.torch.TensorFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A model file of random weights whose outputs are spread as a trained one's: statistics of batch
 * norm away from 0 and 1, logits of deviation 1.5, deltas of 0.2.
 */
final class RandomModel {
  private static final int CLASSES = 3;

  /** The conventions that differ between implementations. */
  record Conventions(AnchorSettings anchors, PostProcessing postProcessing) {
    static final Conventions TORCHVISION =
        new Conventions(AnchorSettings.torchvision(), PostProcessing.torchvision());
    static final Conventions DETECTRON2 =
        new Conventions(AnchorSettings.detectron2(), PostProcessing.detectron2());
    static final Conventions DETECTRON =
        new Conventions(AnchorSettings.detectron(), PostProcessing.detectron());
  }

  private RandomModel() {}

  static Path write(Path file, Architecture architecture, Conventions conventions) {
    Engine.start();
    torch.manual_seed(3);
    ModelDescription description =
        new ModelDescription(
            architecture,
            new ClassNames(List.of("one", "seven", "nine"), List.of(1L, 7L, 9L)),
            conventions.anchors(),
            Preprocessing.imagenet(160, 256),
            conventions.postProcessing(),
            Map.of("one", 0.4),
            Map.of("weights", "random"));
    int perCell = conventions.anchors().anchorsPerCell();
    try (PointerScope scope = new PointerScope();
        NoGradGuard constant = new NoGradGuard();
        RetinaNet network = new RetinaNet(architecture, perCell, CLASSES, 0.01)) {
      disturb(network.weights().tensors());
      spread(network);
      TensorFiles.lend(
          network.weights().tensors(), views -> ModelFile.write(file, description, views));
    }
    return file;
  }

  private static void disturb(Map<String, Tensor> tensors) {
    tensors.forEach(
        (name, tensor) -> {
          if (name.endsWith("running_mean") || name.matches(".*(bn\\d|\\.1)\\.bias")) {
            tensor.normal_(0, 0.1, new GeneratorOptional());
          } else if (name.endsWith("running_var") || name.matches(".*(bn\\d|\\.1)\\.weight")) {
            tensor.uniform_(0.6, 1.4, new GeneratorOptional());
          }
        });
  }

  private static void spread(RetinaNet network) {
    Tensor images = torch.randn(1, 3, 160, 224);
    try (Pass pass = new Pass(Precision.FLOAT32, false)) {
      HeadTensors outputs = network.forward(images, pass);
      scale(network, "head.classification_head.cls_logits", outputs.logits(), 1.5);
      scale(network, "head.regression_head.bbox_reg", outputs.deltas(), 0.2);
    }
  }

  private static void scale(
      RetinaNet network, String name, List<Tensor> outputs, double deviation) {
    double found = outputs.getFirst().std(true).item_float();
    network.weights().tensors().get(name + ".weight").mul_(new Scalar(deviation / found));
  }
}

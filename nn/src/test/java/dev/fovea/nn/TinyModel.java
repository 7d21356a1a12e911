package dev.fovea.nn;

import dev.fovea.core.ClassNames;
import dev.fovea.core.Preprocessing;
import dev.fovea.core.anchor.AnchorSettings;
import dev.fovea.core.detect.PostProcessing;
import dev.fovea.model.Architecture;
import dev.fovea.model.ModelDescription;
import dev.fovea.model.ModelFile;
import dev.fovea.nn.network.RetinaNet;
import dev.fovea.nn.torch.TensorFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.global.torch;

/** A model file with random weights, small enough for a test, that finds something everywhere. */
final class TinyModel {
  /** Above the score threshold of 0.05. */
  private static final double PRIOR = 0.3;

  private TinyModel() {}

  static Path write(Path file) {
    Architecture architecture =
        new Architecture(
            "resnet18",
            Architecture.Norm.BATCH,
            1e-5,
            Architecture.PyramidTop.P5,
            32,
            1,
            Architecture.HeadNorm.NONE);
    ModelDescription description =
        new ModelDescription(
            architecture,
            new ClassNames(List.of("disc", "bar"), List.of(1L, 7L)),
            AnchorSettings.torchvision(),
            Preprocessing.imagenet(64, 128),
            PostProcessing.torchvision(),
            Map.of());
    torch.manual_seed(1);
    int anchors = description.anchors().anchorsPerCell();
    try (RetinaNet network = new RetinaNet(architecture, anchors, 2, PRIOR)) {
      TensorFiles.lend(
          network.weights().tensors(), views -> ModelFile.write(file, description, views));
    }
    return file;
  }
}

package dev.fovea.nn.train;

import dev.fovea.model.ModelDescription;
import dev.fovea.model.ModelFile;
import dev.fovea.nn.settings.Settings;
import dev.fovea.nn.torch.TensorFiles;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** The model file that a run leaves. */
final class TrainedModel {
  private TrainedModel() {}

  static void write(Path file, TrainingInput input, Map<String, Tensor> weights, long step) {
    Settings settings = input.settings();
    Map<String, String> provenance =
        Map.of(
            "data", input.training().name(),
            "dataFingerprint", input.training().fingerprint(),
            "settings", settings.toYaml(),
            "step", Long.toString(step));
    ModelDescription description =
        new ModelDescription(
            settings.model().toArchitecture(),
            input.training().classes(),
            settings.toAnchors(),
            settings.toPreprocessing(),
            settings.toPostProcessing(),
            provenance);
    TensorFiles.lend(weights, views -> ModelFile.write(file, description, views));
  }
}

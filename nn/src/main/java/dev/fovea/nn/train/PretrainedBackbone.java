package dev.fovea.nn.train;

import dev.fovea.model.Safetensors;
import dev.fovea.model.SafetensorsFile;
import dev.fovea.model.TensorView;
import dev.fovea.nn.layer.Weights;
import dev.fovea.nn.torch.TensorFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** A backbone that was trained elsewhere. */
final class PretrainedBackbone {
  private static final String PREFIX = "backbone.body.";

  private PretrainedBackbone() {}

  /**
   * Copies every tensor of the backbone from a safetensors file, in which names may stand with or
   * without {@code backbone.body.}.
   */
  static void load(String file, Weights weights) {
    try (SafetensorsFile stored = Safetensors.open(Path.of(file))) {
      Map<String, TensorView> named = new LinkedHashMap<>();
      stored
          .tensors()
          .forEach((name, view) -> named.put(name.startsWith(PREFIX) ? name : PREFIX + name, view));
      Map<String, Tensor> backbone = new LinkedHashMap<>(weights.tensors());
      backbone.keySet().removeIf(name -> !name.startsWith(PREFIX));
      TensorFiles.copyInto(backbone, named, file);
    }
  }
}

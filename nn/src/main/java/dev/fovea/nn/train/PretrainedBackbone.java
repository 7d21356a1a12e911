package dev.fovea.nn.train;

import dev.fovea.model.Safetensors;
import dev.fovea.model.SafetensorsFile;
import dev.fovea.model.TensorView;
import dev.fovea.nn.layer.Weights;
import dev.fovea.nn.settings.ModelBranch.WeightsPart;
import dev.fovea.nn.torch.TensorFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** A backbone, or a trunk, that was trained elsewhere. */
final class PretrainedBackbone {
  private static final String PREFIX = "backbone.body.";
  private static final String PYRAMID = "backbone.fpn.";

  private PretrainedBackbone() {}

  /**
   * Copies every tensor of the backbone from a safetensors file, in which names may stand with or
   * without {@code backbone.body.}; for a trunk the pyramid's as well.
   */
  static void load(String file, WeightsPart part, Weights weights) {
    try (SafetensorsFile stored = Safetensors.open(Path.of(file))) {
      Map<String, TensorView> named = new LinkedHashMap<>();
      stored
          .tensors()
          .forEach(
              (name, view) -> named.put(name.startsWith("backbone.") ? name : PREFIX + name, view));
      Map<String, Tensor> wanted = new LinkedHashMap<>(weights.tensors());
      wanted.keySet().removeIf(name -> !isWanted(name, part));
      TensorFiles.copyInto(wanted, named, file);
    }
  }

  private static boolean isWanted(String name, WeightsPart part) {
    return name.startsWith(PREFIX) || part == WeightsPart.TRUNK && name.startsWith(PYRAMID);
  }
}

package dev.fovea.model;

import dev.fovea.core.FoveaException;
import dev.fovea.core.anchor.AnchorSettings;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A model's weights as torchvision's RetinaNet loads them, {@code load_state_dict} with {@code
 * strict=True}: its names, the counters that batch norm keeps, nothing of Fovea's.
 */
public final class TorchvisionFile {
  private static final String MEAN = ".running_mean";

  private TorchvisionFile() {}

  /**
   * Writes the file, whole or not at all; gives the lines of Python that load it.
   *
   * @throws FoveaException when torchvision cannot hold the model, or the file cannot be written
   */
  public static List<String> write(ModelFile model, Path out) {
    require(model.description());
    boolean counted = model.description().architecture().norm() == Architecture.Norm.BATCH;
    try (Arena arena = Arena.ofConfined()) {
      SequencedMap<String, TensorView> tensors = new LinkedHashMap<>();
      model
          .tensors()
          .forEach(
              (name, tensor) -> {
                tensors.put(name, tensor);
                if (counted && name.endsWith(MEAN)) {
                  String counter = name.replace(MEAN, ".num_batches_tracked");
                  tensors.put(counter, new TensorView(DType.I64, List.of(), arena.allocate(8, 8)));
                }
              });
      Safetensors.write(out, Map.of("format", "pt"), tensors);
    }
    return python(model.description(), out);
  }

  /**
   * Requires that torchvision can hold the model: it has the backbone and ReLU before P7, and its
   * heads' channels are in the order of the anchors, ratio by ratio.
   *
   * @throws FoveaException when it cannot
   */
  public static void require(ModelDescription description) {
    if (description.anchors().order() != AnchorSettings.Order.RATIO_MAJOR) {
      throw foreign("anchors ordered size by size (anchors.order: size), not ratio by ratio");
    }
    Architecture architecture = description.architecture();
    if (!architecture.backbone().startsWith("resne")) {
      throw foreign("the backbone " + architecture.backbone());
    }
    if (!architecture.p6().rectified()) {
      throw foreign("no ReLU between P6 and P7");
    }
  }

  private static FoveaException foreign(String what) {
    return FoveaException.user(
        "the model has %s, which torchvision has not; formats that hold it: onnx, safetensors"
            .formatted(what));
  }

  private static List<String> python(ModelDescription description, Path out) {
    Architecture architecture = description.architecture();
    String norm =
        switch (architecture.norm()) {
          case FROZEN -> "ops.misc.FrozenBatchNorm2d";
          case BATCH -> "torch.nn.BatchNorm2d";
          case GROUP -> "functools.partial(torch.nn.GroupNorm, 32)";
        };
    return List.of(
        out + ": a state dict of torchvision's RetinaNet; in Python:",
        "  model = RetinaNet(backbone, num_classes=" + description.classes().count() + ", …)",
        "  model.load_state_dict(safetensors.torch.load_file('" + out + "'))",
        "where the backbone is %s with FPN, norm %s (eps %s), P6 from %s, head norm %s"
            .formatted(
                architecture.backbone(),
                norm,
                architecture.normEpsilon(),
                architecture.p6(),
                architecture.headNorm()));
  }
}

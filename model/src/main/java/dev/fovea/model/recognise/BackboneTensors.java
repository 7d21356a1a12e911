package dev.fovea.model.recognise;

import dev.fovea.model.Architecture;
import java.util.List;

/** The tensors of the backbones. */
final class BackboneTensors {
  private static final String BODY = "backbone.body.";

  /** EfficientNet-Lite0's blocks: kernel, channels. */
  private static final List<List<Integer>> LITE_BLOCKS =
      List.of(
          List.of(3, 16),
          List.of(3, 24),
          List.of(3, 24),
          List.of(5, 40),
          List.of(5, 40),
          List.of(3, 80),
          List.of(3, 80),
          List.of(3, 80),
          List.of(5, 112),
          List.of(5, 112),
          List.of(5, 112),
          List.of(5, 192),
          List.of(5, 192),
          List.of(5, 192),
          List.of(5, 192),
          List.of(3, 320));

  private BackboneTensors() {}

  /** How many blocks EfficientNet-Lite0 has. */
  static int liteBlocks() {
    return LITE_BLOCKS.size();
  }

  /** Adds the tensors of the named backbone; gives the channels of C3, C4, C5. */
  static List<Integer> addTo(NetworkTensors tensors, String backbone) {
    if (backbone.equals(Architecture.EFFICIENTNET_LITE0)) {
      lite(tensors);
      return List.of(40, 112, 320);
    }
    return ResNetShape.named(backbone).addTo(tensors);
  }

  private static void lite(NetworkTensors tensors) {
    tensors.normed(BODY + "_conv_stem", BODY + "_bn0", 32L, 3L, 3L, 3L);
    long in = 32;
    for (int index = 0; index < LITE_BLOCKS.size(); index++) {
      String block = BODY + "_blocks." + index + ".";
      long kernel = LITE_BLOCKS.get(index).get(0);
      long out = LITE_BLOCKS.get(index).get(1);
      long wide = index == 0 ? in : 6 * in;
      if (index > 0) {
        tensors.normed(block + "_expand_conv", block + "_bn0", wide, in, 1L, 1L);
      }
      tensors.normed(block + "_depthwise_conv", block + "_bn1", wide, 1L, kernel, kernel);
      tensors.normed(block + "_project_conv", block + "_bn2", out, wide, 1L, 1L);
      in = out;
    }
  }
}

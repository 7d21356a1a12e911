package dev.fovea.model.recognise;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What distinguishes one residual network from another.
 *
 * @param blocks in each of four stages
 * @param bottleneck whether a block has three convolutions
 * @param groups of the 3×3 convolution; 32 have double the width
 */
record ResNetShape(List<Integer> blocks, boolean bottleneck, int groups) {
  private static final String BODY = "backbone.body.";
  private static final String MSRA = "msra_";
  private static final Pattern BLOCK =
      Pattern.compile("backbone\\.body\\.layer([1-9])\\.(\\d{1,3})\\.conv1\\.weight");

  private static final Map<String, ResNetShape> KNOWN =
      Map.of(
          "resnet18", new ResNetShape(List.of(2, 2, 2, 2), false, 1),
          "resnet34", new ResNetShape(List.of(3, 4, 6, 3), false, 1),
          "resnet50", new ResNetShape(List.of(3, 4, 6, 3), true, 1),
          "resnet101", new ResNetShape(List.of(3, 4, 23, 3), true, 1),
          "resnext50_32x4d", new ResNetShape(List.of(3, 4, 6, 3), true, 32));

  /** MSRA's network of torchvision's name, where MSRA has one: the stride in the first 1×1. */
  static String msra(String torchvision) {
    return torchvision.matches("resnet(50|101)") ? MSRA + torchvision : torchvision;
  }

  /** The shape of the named backbone; MSRA's is that of torchvision's. */
  static ResNetShape named(String backbone) {
    return KNOWN.get(backbone.replaceFirst("^" + MSRA, ""));
  }

  /** The shape that tensors of these names and shapes have. */
  static ResNetShape of(Map<String, List<Long>> shapes) {
    List<Integer> blocks = new ArrayList<>();
    for (String name : shapes.keySet()) {
      Matcher matcher = BLOCK.matcher(name);
      if (matcher.matches()) {
        int stage = Integer.parseInt(matcher.group(1));
        while (blocks.size() < stage) {
          blocks.add(0);
        }
        int count = Integer.parseInt(matcher.group(2)) + 1;
        blocks.set(stage - 1, Math.max(count, blocks.get(stage - 1)));
      }
    }
    List<Long> middle = shapes.getOrDefault(BODY + "layer1.0.conv2.weight", List.of(1L, 1L));
    long groups = middle.size() < 2 ? 1 : middle.get(0) / Math.max(1, middle.get(1));
    boolean bottleneck = shapes.containsKey(BODY + "layer1.0.conv3.weight");
    return new ResNetShape(blocks, bottleneck, (int) groups);
  }

  /** The name of torchvision's network of this shape. */
  Optional<String> name() {
    return KNOWN.entrySet().stream()
        .filter(entry -> entry.getValue().equals(this))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Adds this network's tensors; gives the channels of C3, C4, C5. */
  List<Integer> addTo(NetworkTensors tensors) {
    tensors.normed(BODY + "conv1", BODY + "bn1", 64L, 3L, 7L, 7L);
    List<Integer> channels = new ArrayList<>();
    long in = 64;
    for (int stage = 0; stage < blocks.size(); stage++) {
      long width = 64L << stage;
      long out = bottleneck ? 4 * width : width;
      for (int index = 0; index < blocks.get(stage); index++) {
        String block = BODY + "layer" + (stage + 1) + "." + index + ".";
        add(tensors, block, in, out);
        boolean strided = stage > 0 && index == 0;
        if (strided || in != out) {
          tensors.normed(block + "downsample.0", block + "downsample.1", out, in, 1L, 1L);
        }
        in = out;
      }
      channels.add((int) out);
    }
    return channels.subList(1, channels.size());
  }

  private void add(NetworkTensors tensors, String block, long in, long out) {
    if (bottleneck) {
      long width = groups == 1 ? out / 4 : out / 2;
      tensors.normed(block + "conv1", block + "bn1", width, in, 1L, 1L);
      tensors.normed(block + "conv2", block + "bn2", width, width / groups, 3L, 3L);
      tensors.normed(block + "conv3", block + "bn3", out, width, 1L, 1L);
    } else {
      tensors.normed(block + "conv1", block + "bn1", out, in, 3L, 3L);
      tensors.normed(block + "conv2", block + "bn2", out, out, 3L, 3L);
    }
  }
}

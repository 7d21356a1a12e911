package dev.fovea.nn.settings;

import java.util.List;

/** What each {@link Like} changes in Fovea's defaults, written as a user would write it. */
final class Presets {
  /** Sources of the user's are numbered from 1. */
  private static final int SOURCE = 0;

  private static final String TORCHVISION =
      """
      input: {shortSide: 800, longSide: 1333, augmentation: paper}
      model: {backbone: resnet50, p6: p5}
      anchors: {stride: padded, rounding: torchvision, order: ratio, centre: corner}
      matching: {lowQuality: anchorBest}
      loss: {box: l1, normalizer: image}
      # references/detection/train.py: 26 epochs, rate / 10 after 16 and 22 of them
      train: {epochs: 26, batch: 16, warmup: 1000, clip: 0, \
      milestones: [0.6153846153846154, 0.8461538461538461]}
      detect: {maxDetections: 300, clip: before}
      """;

  private static final String DETECTRON2 =
      """
      input: {shortSide: 800, longSide: 1333, augmentation: paper}
      model: {backbone: resnet50, p6: c5}
      anchors: {stride: power, rounding: exact, order: size, centre: corner}
      matching: {lowQuality: anchorBest}
      loss: {box: l1, normalizer: ema}
      # configs/Base-RetinaNet.yaml: 90000 steps, rate / 10 after 60000 and 80000
      train: {steps: 90000, batch: 16, warmup: 1000, clip: 0, \
      milestones: [0.6666666666666666, 0.8888888888888888]}
      detect: {maxDetections: 100, clip: after}
      """;

  private static final String PAPER =
      """
      input: {shortSide: 800, longSide: 1333, augmentation: paper}
      model: {backbone: resnet50, p6: c5}
      anchors: {stride: power, rounding: exact, order: ratio, centre: corner}
      matching: {lowQuality: none}
      loss: {box: smoothL1, beta: 1, normalizer: image}
      # section 4.1: 90000 steps of 16 images, rate / 10 after 60000 and 80000
      train: {steps: 90000, batch: 16, warmup: 500, clip: 0, \
      milestones: [0.6666666666666666, 0.8888888888888888]}
      detect: {maxDetections: 100, clip: before}
      """;

  private Presets() {}

  static List<Given> of(Like like) {
    String yaml =
        switch (like) {
          case FOVEA -> "";
          case TORCHVISION -> TORCHVISION;
          case DETECTRON2 -> DETECTRON2;
          case PAPER -> PAPER;
        };
    return GivenReader.yaml(yaml, "like: " + Words.of(like), SOURCE);
  }
}

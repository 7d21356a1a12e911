package dev.fovea.nn.backbone;

import static dev.fovea.nn.layer.Initialisation.kaimingNormal;

import dev.fovea.nn.layer.Activation;
import dev.fovea.nn.layer.Convolution;
import dev.fovea.nn.layer.Convolution.Padding;
import dev.fovea.nn.layer.Convolution.Shape;
import dev.fovea.nn.layer.NormKind;
import dev.fovea.nn.layer.Pass;
import dev.fovea.nn.layer.Step;
import dev.fovea.nn.layer.Weights;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A residual network (He et al. 2016), or one whose 3×3 convolutions have groups (Xie et al. 2017).
 * Its names are those of torchvision's {@code models/resnet.py}, as is the stride in the 3×3
 * convolution but for {@link Depth#MSRA_RESNET50} and {@link Depth#MSRA_RESNET101}.
 */
public final class ResNet implements Backbone {
  /** Blocks in each of the four stages, which are bottlenecks from 50 layers on. */
  public enum Depth {
    /** 18 layers. */
    RESNET18(List.of(2, 2, 2, 2), Block.BASIC),
    /** 34 layers. */
    RESNET34(List.of(3, 4, 6, 3), Block.BASIC),
    /** 50 layers. */
    RESNET50(List.of(3, 4, 6, 3), Block.BOTTLENECK),
    /** 101 layers. */
    RESNET101(List.of(3, 4, 23, 3), Block.BOTTLENECK),
    /** 50 layers, 32 groups of 4 channels in the first stage: torchvision's ResNeXt-50-32x4d. */
    RESNEXT50_32X4D(List.of(3, 4, 6, 3), Block.GROUPED),
    /** 50 layers with the stride in the first 1×1: MSRA's weights, and Detectron2's zoo. */
    MSRA_RESNET50(List.of(3, 4, 6, 3), Block.EARLY_STRIDE),
    /** 101 layers of the same. */
    MSRA_RESNET101(List.of(3, 4, 23, 3), Block.EARLY_STRIDE);

    private final List<Integer> blocks;
    private final Block block;

    Depth(List<Integer> blocks, Block block) {
      this.blocks = blocks;
      this.block = block;
    }
  }

  /** What a stage is made of. */
  private enum Block {
    BASIC,
    BOTTLENECK,
    GROUPED,
    EARLY_STRIDE;

    int groups() {
      return this == GROUPED ? 32 : 1;
    }
  }

  /** A residual branch and its shortcut. */
  private record Residual(List<Step> steps, List<Step> shortcut) {
    Tensor forward(Tensor input, Pass pass) {
      Tensor branch = input;
      for (Step step : steps.subList(0, steps.size() - 1)) {
        branch = step.forward(branch, pass);
      }
      Tensor identity = input;
      for (Step step : shortcut) {
        identity = step.forward(identity, pass);
      }
      return steps.getLast().forwardOnto(identity, branch, pass);
    }
  }

  private final Weights weights;
  private final String prefix;
  private final NormKind kind;
  private final double epsilon;
  private final Step stem;
  private final List<List<Residual>> stages = new ArrayList<>();
  private final List<Integer> channels = new ArrayList<>();

  /**
   * Makes the network's tensors.
   *
   * @param prefix of every tensor's name, {@code backbone.body.} in torchvision's RetinaNet
   * @param epsilon of the norms
   */
  public ResNet(Depth depth, Weights weights, String prefix, NormKind kind, double epsilon) {
    this.weights = weights;
    this.prefix = prefix;
    this.kind = kind;
    this.epsilon = epsilon;
    stem = step("conv1", "bn1", new Shape(3, 64, 7, 2), Activation.RELU);
    int in = 64;
    for (int stage = 0; stage < 4; stage++) {
      int width = 64 << stage;
      int out = depth.block == Block.BASIC ? width : 4 * width;
      List<Residual> blocks = new ArrayList<>();
      for (int index = 0; index < depth.blocks.get(stage); index++) {
        String name = "layer" + (stage + 1) + "." + index + ".";
        int stride = stage > 0 && index == 0 ? 2 : 1;
        blocks.add(residual(depth.block, name, new Shape(in, out, 3, stride)));
        in = out;
      }
      stages.add(blocks);
      channels.add(out);
    }
  }

  private Residual residual(Block block, String name, Shape shape) {
    List<Step> steps = block == Block.BASIC ? basic(name, shape) : bottleneck(block, name, shape);
    if (shape.stride() == 1 && shape.in() == shape.out()) {
      return new Residual(steps, List.of());
    }
    String shortcut = name + "downsample.";
    Shape projection = new Shape(shape.in(), shape.out(), 1, shape.stride());
    return new Residual(
        steps, List.of(step(shortcut + "0", shortcut + "1", projection, Activation.NONE)));
  }

  private List<Step> basic(String name, Shape shape) {
    return List.of(
        step(name + "conv1", name + "bn1", shape, Activation.RELU),
        step(
            name + "conv2",
            name + "bn2",
            new Shape(shape.out(), shape.out(), 3, 1),
            Activation.RELU));
  }

  private List<Step> bottleneck(Block block, String name, Shape shape) {
    int groups = block.groups();
    int width = shape.out() / (groups == 1 ? 4 : 2);
    int first = block == Block.EARLY_STRIDE ? shape.stride() : 1;
    int second = shape.stride() / first;
    Shape middle = new Shape(width, width, 3, second, groups, Padding.EVEN);
    return List.of(
        step(name + "conv1", name + "bn1", new Shape(shape.in(), width, 1, first), Activation.RELU),
        step(name + "conv2", name + "bn2", middle, Activation.RELU),
        step(name + "conv3", name + "bn3", new Shape(width, shape.out(), 1, 1), Activation.RELU));
  }

  private Step step(String convolution, String norm, Shape shape, Activation activation) {
    return new Step(
        Convolution.make(weights, prefix + convolution, shape, kaimingNormal()),
        kind.make(weights, prefix + norm, shape.out(), epsilon),
        activation);
  }

  @Override
  public List<List<String>> stages() {
    return List.of(
        List.of(prefix + "conv1.", prefix + "bn1."),
        List.of(prefix + "layer1."),
        List.of(prefix + "layer2."),
        List.of(prefix + "layer3."),
        List.of(prefix + "layer4."));
  }

  @Override
  public List<Integer> channels() {
    return channels.subList(1, 4);
  }

  @Override
  public List<Tensor> forward(Tensor images, Pass pass) {
    List<Tensor> outputs = new ArrayList<>();
    outputs.add(pass.part(() -> pooled(stem.forward(images, pass))));
    for (List<Residual> stage : stages) {
      Tensor input = outputs.getLast();
      outputs.add(pass.part(() -> forward(stage, input, pass)));
    }
    return outputs.subList(2, 5);
  }

  private static Tensor pooled(Tensor features) {
    return torch.max_pool2d(
        features,
        new long[] {3, 3},
        new long[] {2, 2},
        new long[] {1, 1},
        new long[] {1, 1},
        false);
  }

  private static Tensor forward(List<Residual> stage, Tensor input, Pass pass) {
    Tensor features = input;
    for (Residual block : stage) {
      Tensor source = features;
      features = pass.part(() -> block.forward(source, pass));
    }
    return features;
  }
}

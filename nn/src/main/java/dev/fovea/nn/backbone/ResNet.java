package dev.fovea.nn.backbone;

import static dev.fovea.nn.layer.Initialisation.kaimingNormal;

import dev.fovea.nn.layer.Convolution;
import dev.fovea.nn.layer.Convolution.Shape;
import dev.fovea.nn.layer.Norm;
import dev.fovea.nn.layer.NormKind;
import dev.fovea.nn.layer.Pass;
import dev.fovea.nn.layer.Weights;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A residual network (He et al. 2016), with the stride in the 3×3 convolution and names as
 * torchvision's {@code models/resnet.py} has them.
 */
public final class ResNet implements Backbone {
  /** Blocks in each of the four stages, which are bottlenecks from 50 layers on. */
  public enum Depth {
    /** 18 layers. */
    RESNET18(false, List.of(2, 2, 2, 2)),
    /** 34 layers. */
    RESNET34(false, List.of(3, 4, 6, 3)),
    /** 50 layers. */
    RESNET50(true, List.of(3, 4, 6, 3)),
    /** 101 layers. */
    RESNET101(true, List.of(3, 4, 23, 3));

    private final boolean bottleneck;
    private final List<Integer> blocks;

    Depth(boolean bottleneck, List<Integer> blocks) {
      this.bottleneck = bottleneck;
      this.blocks = blocks;
    }
  }

  /** A residual branch and its shortcut. */
  private record Block(List<Step> steps, List<Step> shortcut) {
    Tensor forward(Tensor input, Pass pass) {
      Tensor branch = input;
      for (int i = 0; i < steps.size(); i++) {
        branch = steps.get(i).forward(branch, pass);
        if (i < steps.size() - 1) {
          branch = branch.relu_();
        }
      }
      Tensor identity = input;
      for (Step step : shortcut) {
        identity = step.forward(identity, pass);
      }
      return branch.add_(identity).relu_();
    }
  }

  /** A convolution with its norm. */
  private record Step(Convolution convolution, Norm norm) {
    Tensor forward(Tensor input, Pass pass) {
      return norm.forward(convolution.forward(input, pass), pass);
    }
  }

  private final Weights weights;
  private final String prefix;
  private final NormKind kind;
  private final double epsilon;
  private final Step stem;
  private final List<List<Block>> stages = new ArrayList<>();
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
    stem = step("conv1", "bn1", new Shape(3, 64, 7, 2));
    int in = 64;
    for (int stage = 0; stage < 4; stage++) {
      int width = 64 << stage;
      int out = depth.bottleneck ? 4 * width : width;
      List<Block> blocks = new ArrayList<>();
      for (int index = 0; index < depth.blocks.get(stage); index++) {
        String name = "layer" + (stage + 1) + "." + index + ".";
        int stride = stage > 0 && index == 0 ? 2 : 1;
        blocks.add(block(name, new Shape(in, out, 3, stride), depth.bottleneck));
        in = out;
      }
      stages.add(blocks);
      channels.add(out);
    }
  }

  private Block block(String name, Shape shape, boolean bottleneck) {
    int in = shape.in();
    int out = shape.out();
    List<Step> steps = new ArrayList<>();
    if (bottleneck) {
      int width = out / 4;
      steps.add(step(name + "conv1", name + "bn1", new Shape(in, width, 1, 1)));
      steps.add(step(name + "conv2", name + "bn2", new Shape(width, width, 3, shape.stride())));
      steps.add(step(name + "conv3", name + "bn3", new Shape(width, out, 1, 1)));
    } else {
      steps.add(step(name + "conv1", name + "bn1", shape));
      steps.add(step(name + "conv2", name + "bn2", new Shape(out, out, 3, 1)));
    }
    if (shape.stride() == 1 && in == out) {
      return new Block(steps, List.of());
    }
    String shortcut = name + "downsample.";
    Shape projection = new Shape(in, out, 1, shape.stride());
    return new Block(steps, List.of(step(shortcut + "0", shortcut + "1", projection)));
  }

  private Step step(String convolution, String norm, Shape shape) {
    return new Step(
        Convolution.make(weights, prefix + convolution, shape, kaimingNormal()),
        kind.make(weights, prefix + norm, shape.out(), epsilon));
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
    Tensor features = stem.forward(images, pass).relu_();
    features =
        torch.max_pool2d(
            features,
            new long[] {3, 3},
            new long[] {2, 2},
            new long[] {1, 1},
            new long[] {1, 1},
            false);
    List<Tensor> outputs = new ArrayList<>();
    for (List<Block> stage : stages) {
      for (Block block : stage) {
        features = block.forward(features, pass);
      }
      outputs.add(features);
    }
    return outputs.subList(1, 4);
  }
}

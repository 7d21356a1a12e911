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
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * EfficientNet-Lite0 (Tan &amp; Le 2019, in Google's form for small machines): inverted bottlenecks
 * with ReLU6, without squeeze and excitation. Names and padding are those of the Python package
 * {@code efficientnet_lite_pytorch} 0.1.0; its norms have an epsilon of 1e-3.
 *
 * <p>C3, C4 and C5 are the outputs of the blocks 4, 10 and 15. The padding is right for sides that
 * are multiples of 32.
 */
public final class EfficientNetLite implements Backbone {
  private static final int STEM = 32;
  private static final int EXPANSION = 6;

  /** The last block at each of the strides 2, 4, 8, 16, 32, and of the pyramid's inputs. */
  private static final List<Integer> STAGE_ENDS = List.of(0, 2, 4, 10, 15);

  /** Blocks of one form; the first of them has the stride. */
  private record Group(int blocks, int kernel, int stride, int channels) {}

  private static final List<Group> GROUPS =
      List.of(
          new Group(1, 3, 1, 16),
          new Group(2, 3, 2, 24),
          new Group(2, 5, 2, 40),
          new Group(3, 3, 2, 80),
          new Group(3, 5, 1, 112),
          new Group(4, 5, 2, 192),
          new Group(1, 3, 1, 320));

  /** Expansion, a convolution within each channel, projection. */
  private record Block(Optional<Step> expand, Step depthwise, Step project, boolean residual) {
    Tensor forward(Tensor input, Pass pass) {
      Tensor wide = expand.map(step -> step.forward(input, pass)).orElse(input);
      Tensor inner = depthwise.forward(wide, pass);
      return residual ? project.forwardOnto(input, inner, pass) : project.forward(inner, pass);
    }
  }

  private final Weights weights;
  private final String prefix;
  private final NormKind kind;
  private final double epsilon;
  private final Step stem;
  private final List<Block> blocks = new ArrayList<>();

  /**
   * Makes the network's tensors.
   *
   * @param prefix of every tensor's name, {@code backbone.body.} in a RetinaNet
   * @param epsilon of the norms, 1e-3 where weights were trained elsewhere
   */
  public EfficientNetLite(Weights weights, String prefix, NormKind kind, double epsilon) {
    this.weights = weights;
    this.prefix = prefix;
    this.kind = kind;
    this.epsilon = epsilon;
    stem = step("_conv_stem", "_bn0", new Shape(3, STEM, 3, 2, 1, Padding.LATE), Activation.RELU6);
    int in = STEM;
    for (Group group : GROUPS) {
      for (int index = 0; index < group.blocks; index++) {
        int stride = index == 0 ? group.stride : 1;
        int expansion = blocks.isEmpty() ? 1 : EXPANSION;
        blocks.add(block(new Shape(in, group.channels, group.kernel, stride), expansion));
        in = group.channels;
      }
    }
  }

  private Block block(Shape shape, int expansion) {
    String name = "_blocks." + blocks.size() + ".";
    int in = shape.in();
    int wide = in * expansion;
    Shape depthwise = new Shape(wide, wide, shape.kernel(), shape.stride(), wide, Padding.LATE);
    Optional<Step> expand =
        expansion == 1
            ? Optional.empty()
            : Optional.of(
                step(
                    name + "_expand_conv",
                    name + "_bn0",
                    new Shape(in, wide, 1, 1),
                    Activation.RELU6));
    return new Block(
        expand,
        step(name + "_depthwise_conv", name + "_bn1", depthwise, Activation.RELU6),
        step(
            name + "_project_conv",
            name + "_bn2",
            new Shape(wide, shape.out(), 1, 1),
            Activation.NONE),
        shape.stride() == 1 && in == shape.out());
  }

  private Step step(String convolution, String norm, Shape shape, Activation activation) {
    return new Step(
        Convolution.make(weights, prefix + convolution, shape, kaimingNormal(shape.groups())),
        kind.make(weights, prefix + norm, shape.out(), epsilon),
        activation);
  }

  @Override
  public List<List<String>> stages() {
    List<List<String>> stages = new ArrayList<>();
    int block = 0;
    for (int end : STAGE_ENDS) {
      List<String> names = new ArrayList<>();
      if (block == 0) {
        names.add(prefix + "_conv_stem.");
        names.add(prefix + "_bn0.");
      }
      for (; block <= end; block++) {
        names.add(prefix + "_blocks." + block + ".");
      }
      stages.add(names);
    }
    return stages;
  }

  @Override
  public List<Integer> channels() {
    return List.of(40, 112, 320);
  }

  @Override
  public List<Tensor> forward(Tensor images, Pass pass) {
    Tensor features = pass.part(() -> stem.forward(images, pass));
    List<Tensor> outputs = new ArrayList<>();
    for (int index = 0; index < blocks.size(); index++) {
      Block block = blocks.get(index);
      Tensor input = features;
      features = pass.part(() -> block.forward(input, pass));
      if (STAGE_ENDS.subList(2, 5).contains(index)) {
        outputs.add(features);
      }
    }
    return outputs;
  }
}

package dev.fovea.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fovea.nn.layer.Convolution.Padding;
import dev.fovea.nn.layer.Convolution.Shape;
import dev.fovea.nn.torch.Engine;
import dev.fovea.nn.torch.Precision;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StepTest {
  /**
   * Kernels, strides, groups and paddings of the backbones, one stride above theirs, and two that
   * are Winograd convolutions.
   */
  private static final List<Shape> SHAPES =
      List.of(
          new Shape(3, 16, 7, 2),
          new Shape(16, 32, 1, 2),
          new Shape(16, 24, 3, 1),
          new Shape(32, 32, 3, 2, 8, Padding.EVEN),
          new Shape(16, 16, 3, 2, 16, Padding.LATE),
          new Shape(16, 16, 5, 2, 16, Padding.LATE),
          new Shape(16, 16, 5, 3, 16, Padding.LATE),
          new Shape(16, 24, 3, 2, 1, Padding.LATE),
          new Shape(16, 16, 4, 2, 1, Padding.LATE),
          new Shape(64, 40, 3, 1),
          new Shape(64, 64, 3, 1));

  @BeforeAll
  static void start() {
    Engine.start();
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void packedStepsAreThePlainOnes(Activation activation) {
    torch.manual_seed(3);
    for (Shape shape : SHAPES) {
      for (NormKind kind : NormKind.values()) {
        // Group norm has 32 groups.
        if (kind != NormKind.GROUP || shape.out() % 32 == 0) {
          packedIsPlain(shape, kind, activation);
        }
      }
    }
  }

  private static void packedIsPlain(Shape shape, NormKind kind, Activation activation) {
    try (Weights weights = new Weights();
        Pass plain = Pass.plain(Precision.FLOAT32);
        Pass packed = Pass.forInference(Precision.FLOAT32, weights);
        PointerScope scope = new PointerScope();
        NoGradGuard constant = new NoGradGuard()) {
      Convolution convolution =
          Convolution.makeWithBias(weights, "c", shape, Initialisation.normal(0.2), 0.3);
      Step step = new Step(convolution, kind.make(weights, "n", shape.out(), 1e-3), activation);
      weights.tensors().forEach((name, tensor) -> disturb(name, tensor));
      for (int side = 12; side < 15; side++) {
        Tensor input = torch.randn(2, shape.in(), side, 18 - side % 2);
        input = input.contiguous(MemoryFormat.ChannelsLast);
        assumeThat(packed.folded(step, input)).as("oneDNN in this libtorch").isPresent();
        Tensor expected = step.forward(input, plain);
        String what = shape + " " + kind + " " + side;
        assertClose(step.forward(input, packed), expected, what);
        Tensor addend = torch.randn_like(expected);
        Tensor sum = step.forwardOnto(addend.clone(), input, plain);
        assertClose(step.forwardOnto(addend, input, packed), sum, what + " onto another");
      }
    }
  }

  /** Frozen batch norm in training is part of the convolution, and changes no gradient by it. */
  @ParameterizedTest
  @EnumSource(Activation.class)
  void aHeldNormIsFoldedIntoTheConvolutionThatLearns(Activation activation) {
    torch.manual_seed(4);
    for (Shape shape : SHAPES) {
      try (Weights weights = new Weights();
          Pass pass = new Pass(Precision.FLOAT32, true);
          PointerScope scope = new PointerScope()) {
        Convolution convolution = Convolution.make(weights, "c", shape, Initialisation.normal(0.2));
        Norm norm = NormKind.FROZEN.make(weights, "n", shape.out(), 1e-3);
        try (NoGradGuard constant = new NoGradGuard()) {
          weights.tensors().forEach((name, tensor) -> disturb(name, tensor));
        }
        Tensor input = torch.randn(2, shape.in(), 12, 14).contiguous(MemoryFormat.ChannelsLast);
        Tensor expected = activation.apply(norm.forward(convolution.forward(input, pass), pass));
        Tensor found = new Step(convolution, norm, activation).forward(input, pass);
        assertThat(norm.held()).isPresent();
        assertClose(found, expected, shape + " output");
        Tensor weight = convolution.weight();
        assertClose(gradient(found, weight), gradient(expected, weight), shape + " gradient");
      }
    }
  }

  /** Of the sum of squares. */
  private static Tensor gradient(Tensor output, Tensor weight) {
    weight.mutable_grad().reset();
    output.square().sum().backward();
    return weight.grad().clone();
  }

  private static void disturb(String name, Tensor tensor) {
    if (name.startsWith("n.")) {
      boolean positive = name.equals("n.running_var");
      tensor.uniform_(positive ? 0.5 : -1, 1.5, new GeneratorOptional());
    }
  }

  private static void assertClose(Tensor found, Tensor expected, String what) {
    assertThat(found.sub(expected).abs().max().item_double())
        .as(what)
        .isLessThanOrEqualTo(1e-5 * Math.max(1, expected.abs().max().item_double()));
  }
}

package dev.fovea.nn.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.model.Architecture;
import dev.fovea.model.Architecture.HeadNorm;
import dev.fovea.model.Architecture.Norm;
import dev.fovea.model.Architecture.PyramidTop;
import dev.fovea.nn.layer.Pass;
import dev.fovea.nn.torch.Engine;
import dev.fovea.nn.torch.Precision;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packed convolutions with folded norms give what layer after layer gives. */
class InferenceFormTest {
  @BeforeAll
  static void start() {
    Engine.start();
  }

  @BeforeEach
  void seed() {
    torch.manual_seed(11);
  }

  @ParameterizedTest
  @CsvSource({
    "resnet18, BATCH, P5, NONE, 96, 160",
    "resnet18, BATCH, C5, NONE, 101, 75",
    "resnet18, FROZEN, C5_NO_RELU, GROUP, 64, 96",
    "resnet18, GROUP, P5_NO_RELU, NONE, 64, 64",
    "resnet50, FROZEN, P5, NONE, 96, 64",
    "resnet50, BATCH, C5, GROUP, 70, 133",
    "msra_resnet50, FROZEN, P5_NO_RELU, NONE, 64, 96",
    "resnext50_32x4d, BATCH, P5, NONE, 64, 96",
    "resnext50_32x4d, FROZEN, C5, GROUP, 75, 64",
    "efficientnet_lite0, BATCH, P5, NONE, 96, 160",
    "efficientnet_lite0, FROZEN, C5, GROUP, 64, 128",
    "efficientnet_lite0, BATCH, P5, NONE, 75, 101"
  })
  void outputsAreThePlainOnes(
      String backbone, Norm norm, PyramidTop p6, HeadNorm headNorm, int height, int width) {
    Architecture architecture = new Architecture(backbone, norm, 1e-3, p6, 64, 2, headNorm);
    try (RetinaNet network = new RetinaNet(architecture, 9, 3, 0.01);
        Pass plain = Pass.plain(Precision.FLOAT32);
        Pass packed = Pass.forInference(Precision.FLOAT32, network.weights());
        PointerScope scope = new PointerScope();
        NoGradGuard constant = new NoGradGuard()) {
      disturb(network);
      for (int images = 1; images <= 2; images++) {
        Tensor input = torch.randn(images, 3, height, width);
        Tensor[] expected = network.forward(input, plain).all();
        Tensor[] found = network.forward(input, packed).all();
        Tensor[] again = network.forward(input, packed).all();
        for (int i = 0; i < expected.length; i++) {
          assertThat(largest(found[i].sub(expected[i])))
              .as("output %d of %d images", i, images)
              .isLessThanOrEqualTo(1e-4 * largest(expected[i]));
          assertThat(again[i].equal(found[i])).as("the same bits again").isTrue();
        }
      }
    }
  }

  /**
   * bfloat16 keeps eight bits; both forms are held to the float32 network, the packed one closer.
   */
  @ParameterizedTest
  @CsvSource({"resnet18, NONE", "resnet50, GROUP", "efficientnet_lite0, NONE"})
  void bfloat16IsNoFartherFromFloat32ThanLayerAfterLayer(String backbone, HeadNorm headNorm) {
    Architecture architecture =
        new Architecture(backbone, Norm.BATCH, 1e-3, PyramidTop.P5, 64, 2, headNorm);
    try (RetinaNet network = new RetinaNet(architecture, 9, 3, 0.01);
        Pass exact = Pass.plain(Precision.FLOAT32);
        Pass plain = Pass.plain(Precision.BFLOAT16);
        Pass packed = Pass.forInference(Precision.BFLOAT16, network.weights());
        PointerScope scope = new PointerScope();
        NoGradGuard constant = new NoGradGuard()) {
      disturb(network);
      Tensor input = torch.randn(1, 3, 96, 160);
      Tensor[] expected = network.forward(input, exact).all();
      double away = distance(network.forward(input, packed).all(), expected);
      assertThat(away)
          .isLessThanOrEqualTo(1.1 * distance(network.forward(input, plain).all(), expected))
          .isLessThan(0.05);
    }
  }

  /** Norms that are not the identity, as after training. */
  private static void disturb(RetinaNet network) {
    network
        .weights()
        .tensors()
        .forEach(
            (name, tensor) -> {
              if (tensor.dim() == 1) {
                boolean scale = name.endsWith("running_var") || name.endsWith("weight");
                tensor.uniform_(scale ? 0.5 : -0.3, scale ? 1.5 : 0.3, new GeneratorOptional());
              }
            });
  }

  private static double largest(Tensor tensor) {
    return tensor.abs().max().item_double();
  }

  /** The root of the mean square of the difference, relative to that of the expected numbers. */
  private static double distance(Tensor[] found, Tensor[] expected) {
    double away = 0;
    double size = 0;
    for (int i = 0; i < expected.length; i++) {
      Tensor difference = found[i].to(ScalarType.Double).sub(expected[i].to(ScalarType.Double));
      away += difference.mul(difference).sum().item_double();
      size += expected[i].mul(expected[i]).sum().item_double();
    }
    return Math.sqrt(away / size);
  }
}

package dev.fovea.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.nn.torch.Precision;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WinogradConvolutionTest {
  private static final int CHANNELS = 256;

  /** A direct convolution's error in bfloat16 is 0.0023 forward and 0.0017 in the weight. */
  private static final double TOLERANCE_IN_BFLOAT16 = 0.006;

  private static final double TOLERANCE_IN_FLOAT32 = 5e-6;

  /** Output, and the gradients of input, weight and bias. */
  private record Results(Tensor output, Tensor input, Tensor weight, Tensor bias) {
    List<Tensor> all() {
      return List.of(output, input, weight, bias);
    }
  }

  /** Maps of two sizes share the weight, as levels do; the smaller one is convolved directly. */
  private record Case(Tensor large, Tensor small, Tensor weight, Tensor bias, Tensor slopes) {
    static Case random(int height, int width) {
      torch.manual_seed(3);
      return new Case(
          maps(3, height, width),
          maps(3, 4, 4),
          torch.randn(CHANNELS, CHANNELS, 3, 3),
          torch.randn(CHANNELS),
          maps(3, height, width));
    }

    private static Tensor maps(int images, int height, int width) {
      return torch
          .randn(images, CHANNELS, height, width)
          .to(ScalarType.BFloat16)
          .contiguous(MemoryFormat.ChannelsLast);
    }

    Results run(Pass pass) {
      ScalarType type = pass.precision().type();
      Tensor pixels = large.to(type).clone().set_requires_grad(true);
      Tensor taps = weight.clone().set_requires_grad(true);
      Tensor offset = bias.clone().set_requires_grad(true);
      Convolution convolution = new Convolution(taps, Optional.of(offset), 1);
      // As in a network, the input is the result of an operation.
      Tensor output = convolution.forward(pixels.mul(new Scalar(1)), pass);
      Tensor other = convolution.forward(small.to(type), pass);
      torch.backward(
          new TensorVector(output, other),
          new TensorVector(slopes.to(type), small.to(type)),
          new BoolOptional(),
          false,
          new TensorVector());
      return new Results(output.detach(), pixels.grad(), taps.grad(), offset.grad());
    }
  }

  @ParameterizedTest
  @CsvSource({"BFLOAT16, 40", "BFLOAT16, 31", "FLOAT32, 40", "FLOAT32, 31"})
  void isTheConvolutionWithinItsPrecision(Precision precision, int height) {
    double tolerance =
        precision == Precision.FLOAT32 ? TOLERANCE_IN_FLOAT32 : TOLERANCE_IN_BFLOAT16;
    try (PointerScope scope = new PointerScope();
        TileWorkers workers = new TileWorkers(precision, 2);
        Pass exact = new Pass(Precision.FLOAT32, true);
        Pass winograd = Pass.forTraining(precision, Optional.of(workers))) {
      Case each = Case.random(height, height + 16);
      List<Tensor> expected = each.run(exact).all();
      List<Tensor> found = each.run(winograd).all();
      for (int i = 0; i < expected.size(); i++) {
        assertThat(relativeError(found.get(i), expected.get(i))).as("%d", i).isLessThan(tolerance);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void isTheSameForAnyNumberOfThreads(Precision precision) {
    try (PointerScope scope = new PointerScope()) {
      Case each = Case.random(40, 56);
      List<Tensor> one = winograd(each, precision, 1);
      for (int threads = 2; threads <= 3; threads++) {
        List<Tensor> more = winograd(each, precision, threads);
        for (int i = 0; i < one.size(); i++) {
          assertThat(more.get(i).equal(one.get(i))).as("%d", i).isTrue();
        }
      }
    }
  }

  /** The direct convolution rounds its result otherwise: without Winograd this fails. */
  @ParameterizedTest
  @EnumSource(Precision.class)
  void largeMapsAreTakenAndSmallOnesAreNot(Precision precision) {
    try (PointerScope scope = new PointerScope();
        TileWorkers workers = new TileWorkers(precision, 2);
        Pass direct = new Pass(precision, true);
        Pass winograd = Pass.forTraining(precision, Optional.of(workers))) {
      Tensor weight = torch.randn(CHANNELS, CHANNELS, 3, 3).set_requires_grad(true);
      Convolution convolution = new Convolution(weight, Optional.empty(), 1);
      ScalarType type = precision.type();
      Tensor large = Case.maps(3, 40, 56).to(type).set_requires_grad(true);
      Tensor small = Case.maps(3, 4, 4).to(type).set_requires_grad(true);
      Tensor expected = convolution.forward(small, direct);
      assertThat(convolution.forward(small, winograd).equal(expected)).isTrue();
      expected = convolution.forward(large, direct);
      assertThat(convolution.forward(large, winograd).equal(expected)).isFalse();
    }
  }

  private static List<Tensor> winograd(Case each, Precision precision, int threads) {
    try (TileWorkers workers = new TileWorkers(precision, threads);
        Pass pass = Pass.forTraining(precision, Optional.of(workers))) {
      return each.run(pass).all();
    }
  }

  private static double relativeError(Tensor found, Tensor expected) {
    Tensor difference = found.to(ScalarType.Float).sub(expected);
    return difference.norm().item_double() / expected.norm().item_double();
  }
}

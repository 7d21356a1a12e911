package dev.fovea.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.nn.torch.Precision;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvolutionTest {
  private static final int CHANNELS = 32;

  /**
   * All inputs and output gradients are 1, so that a tap's gradient is the number of outputs for
   * which it lies on the input.
   */
  @ParameterizedTest
  @CsvSource({"1, 1", "3, 1", "1, 3", "2, 2", "5, 4"})
  void stridedGradientInBfloat16IsWholeOnTinyMaps(int height, int width) {
    for (int repeat = 0; repeat < 5; repeat++) {
      try (PointerScope scope = new PointerScope()) {
        Tensor gradient = weightGradient(height, width);
        for (int row = 0; row < 3; row++) {
          for (int column = 0; column < 3; column++) {
            Tensor taps = gradient.narrow(2, row, 1).narrow(3, column, 1);
            int expected = outputsOnInput(height, row) * outputsOnInput(width, column);
            assertThat(taps.max().item_double()).isCloseTo(expected, within(1e-6));
            assertThat(taps.min().item_double()).isCloseTo(expected, within(1e-6));
          }
        }
      }
    }
  }

  /** Where it learns, a depthwise convolution is float32's: only its result is rounded. */
  @ParameterizedTest
  @CsvSource({"5, 1", "5, 2", "3, 2"})
  void depthwiseInBfloat16LearnsAsInFloat32(int kernel, int stride) {
    try (PointerScope scope = new PointerScope()) {
      torch.manual_seed(5);
      Tensor input = torch.randn(2, CHANNELS, 12, 16).contiguous(MemoryFormat.ChannelsLast);
      Tensor weight = torch.randn(CHANNELS, 1, kernel, kernel);
      Tensor half = input.to(ScalarType.BFloat16);
      Tensor[] exact = depthwise(half.to(ScalarType.Float), weight, stride, Precision.FLOAT32);
      Tensor[] found = depthwise(half, weight, stride, Precision.BFLOAT16);
      assertThat(found[0].equal(exact[0].to(ScalarType.BFloat16))).isTrue();
      assertThat(found[1].equal(exact[1])).isTrue();
    }
  }

  /** The output, and the weight's gradient of its sum. */
  private static Tensor[] depthwise(Tensor input, Tensor values, int stride, Precision precision) {
    Tensor weight = values.clone().set_requires_grad(true);
    try (Pass pass = new Pass(precision, true)) {
      Convolution convolution =
          new Convolution(weight, Optional.empty(), stride, Convolution.Padding.LATE);
      Tensor output = convolution.forward(input, pass);
      output.sum().backward();
      return new Tensor[] {output.detach(), weight.grad()};
    }
  }

  private static Tensor weightGradient(int height, int width) {
    Tensor weight = torch.ones(CHANNELS, CHANNELS, 3, 3).set_requires_grad(true);
    Tensor input =
        torch
            .ones(1, CHANNELS, height, width)
            .contiguous(MemoryFormat.ChannelsLast)
            .to(ScalarType.BFloat16);
    try (Pass pass = new Pass(Precision.BFLOAT16, true)) {
      Tensor output = new Convolution(weight, Optional.empty(), 2).forward(input, pass);
      soilMemory();
      output.sum().backward();
      return weight.grad();
    }
  }

  /** Freed memory of every size that a gradient may get holds large numbers. */
  private static void soilMemory() {
    try (PointerScope scope = new PointerScope()) {
      for (int piece = 0; piece < 8; piece++) {
        torch.ones(CHANNELS, CHANNELS, 3, 3).to(ScalarType.BFloat16).fill_(new Scalar(1e30));
      }
    }
  }

  private static int outputsOnInput(int length, int tap) {
    int count = 0;
    for (int output = 0; output < (length + 1) / 2; output++) {
      int place = 2 * output + tap - 1;
      count += place >= 0 && place < length ? 1 : 0;
    }
    return count;
  }
}

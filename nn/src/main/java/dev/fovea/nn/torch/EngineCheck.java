package dev.fovea.nn.torch;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Whether libtorch loads on this machine, with how many threads, and whether it computes rightly.
 */
public final class EngineCheck {
  private static final int CHANNELS = 16;
  private static final int SIDE = 8;
  private static final long[] ONE = {1, 1};

  private EngineCheck() {}

  /** Loads libtorch; how many threads its operators take by themselves. */
  public static int threads() {
    Engine.start();
    return torch.get_num_threads();
  }

  /**
   * The largest error of a convolution, 16 channels to 16 over 8×8 pixels, beside a plain sum. All
   * numbers and sums are whole and below 256, which both formats hold exactly: the error is 0 where
   * the machine computes rightly.
   */
  public static double convolutionError(Precision precision) {
    Engine.start();
    try (Arena arena = Arena.ofConfined();
        PointerScope scope = new PointerScope();
        NoGradGuard constant = new NoGradGuard()) {
      MemorySegment input = bits(arena, CHANNELS * SIDE * SIDE, 31);
      MemorySegment weight = bits(arena, CHANNELS * CHANNELS * 9, 37);
      Tensor image = Tensors.over(input, 1, CHANNELS, SIDE, SIDE).to(precision.type());
      Tensor kernel = Tensors.over(weight, CHANNELS, CHANNELS, 3, 3).to(precision.type());
      Tensor found =
          torch
              .conv2d(image, kernel, new TensorOptional(), ONE, ONE, ONE, 1)
              .to(Precision.FLOAT32.type())
              .contiguous();
      return largestDifference(Tensors.memory(found), input, weight);
    }
  }

  /** Zeros and ones without a pattern that a wrong stride would reproduce. */
  private static MemorySegment bits(Arena arena, int count, int seed) {
    MemorySegment values = arena.allocate(4L * count, 64);
    for (int i = 0; i < count; i++) {
      values.setAtIndex(ValueLayout.JAVA_FLOAT, i, ((i * seed % 8191) >> 3) & 1);
    }
    return values;
  }

  private static double largestDifference(
      MemorySegment found, MemorySegment input, MemorySegment weight) {
    double largest = 0;
    for (int i = 0; i < CHANNELS * SIDE * SIDE; i++) {
      int out = i / (SIDE * SIDE);
      double expected = sum(input, weight, new int[] {out, i / SIDE % SIDE, i % SIDE});
      largest = Math.max(largest, Math.abs(expected - found.getAtIndex(ValueLayout.JAVA_FLOAT, i)));
    }
    return largest;
  }

  /** The value at {@code {channel, row, column}}. */
  private static double sum(MemorySegment input, MemorySegment weight, int[] at) {
    double sum = 0;
    for (int tap = 0; tap < CHANNELS * 9; tap++) {
      int row = at[1] + tap % 9 / 3 - 1;
      int column = at[2] + tap % 3 - 1;
      if (row >= 0 && row < SIDE && column >= 0 && column < SIDE) {
        long pixel = ((long) (tap / 9) * SIDE + row) * SIDE + column;
        sum +=
            input.getAtIndex(ValueLayout.JAVA_FLOAT, pixel)
                * weight.getAtIndex(ValueLayout.JAVA_FLOAT, (long) at[0] * CHANNELS * 9 + tap);
      }
    }
    return sum;
  }
}

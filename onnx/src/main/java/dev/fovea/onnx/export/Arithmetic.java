package dev.fovea.onnx.export;

import dev.fovea.onnx.quantize.Range;
import java.util.List;

/** How an exported network computes. */
public sealed interface Arithmetic {
  /** In single precision. */
  record Single() implements Arithmetic {}

  /** In half precision. */
  record Half() implements Arithmetic {}

  /**
   * In whole numbers of 8 bits, but for the first convolution and the last ones.
   *
   * @param ranges of the activations, in the network's order
   */
  record Quantized(List<Range> ranges) implements Arithmetic {
    public Quantized {
      ranges = List.copyOf(ranges);
    }
  }

  /** In single precision, with all activations as outputs. */
  record Observed() implements Arithmetic {}

  /** The name in metadata. */
  default String precision() {
    return switch (this) {
      case Single _, Observed _ -> "float32";
      case Half _ -> "float16";
      case Quantized _ -> "int8";
    };
  }
}

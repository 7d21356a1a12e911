package dev.fovea.onnx.export;

import dev.fovea.onnx.graph.ValueType;

/** What an exported model with preprocessing inside takes as pixels. */
public enum PixelType {
  /** Bytes, 0 to 255. */
  UINT8(ValueType.UINT8),
  /** Real numbers from 0 to 1, as torchvision's {@code to_tensor} makes them. */
  FLOAT(ValueType.FLOAT);

  private final ValueType type;

  PixelType(ValueType type) {
    this.type = type;
  }

  ValueType type() {
    return type;
  }
}

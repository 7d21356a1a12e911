package dev.fovea.onnx.graph;

/** The element types that are used, with their numbers in ONNX's {@code TensorProto.DataType}. */
public enum ValueType {
  /** IEEE single precision. */
  FLOAT(1),
  /** Unsigned bytes. */
  UINT8(2),
  /** Signed bytes. */
  INT8(3),
  /** Signed, 32 bits. */
  INT32(6),
  /** Signed, 64 bits. */
  INT64(7),
  /** IEEE half precision. */
  FLOAT16(10);

  private final int number;

  ValueType(int number) {
    this.number = number;
  }

  /** The number that stands for the type in files and in {@code Cast}'s attribute. */
  public int number() {
    return number;
  }
}

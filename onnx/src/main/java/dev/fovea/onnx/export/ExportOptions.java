package dev.fovea.onnx.export;

/**
 * What kind of ONNX model is written.
 *
 * @param detections whether preprocessing, decoding and suppression are inside, so that pictures go
 *     in and detections come out; else normalised pictures go in and the heads' outputs come out
 * @param shape of the input
 * @param pixels of the input where {@code detections}; else they are normalised floats
 * @param arithmetic of the network's weights and layers; inputs and outputs do not depend on it
 */
public record ExportOptions(
    boolean detections, InputShape shape, PixelType pixels, Arithmetic arithmetic) {
  /** The heads' outputs, for pictures of any size. */
  public static ExportOptions ofHeads() {
    return new ExportOptions(false, InputShape.DYNAMIC, PixelType.FLOAT, new Arithmetic.Single());
  }

  /** Detections in pictures of bytes, of any size. */
  public static ExportOptions ofDetections() {
    return new ExportOptions(true, InputShape.DYNAMIC, PixelType.UINT8, new Arithmetic.Single());
  }

  /** The same with another input. */
  public ExportOptions with(InputShape other) {
    return new ExportOptions(detections, other, pixels, arithmetic);
  }

  /** The same with another arithmetic. */
  public ExportOptions with(Arithmetic other) {
    return new ExportOptions(detections, shape, pixels, other);
  }
}

package dev.fovea.onnx.graph;

import dev.fovea.core.FoveaException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * A tensor that a file holds, {@code TensorProto} of {@code onnx.proto}.
 *
 * @param name of the value
 * @param type of the elements
 * @param shape empty for a scalar
 * @param data row-major, little-endian
 */
record Constant(String name, ValueType type, List<Long> shape, ByteBuffer data) {
  private static final float LARGEST_HALF = 65504;

  static Constant floats(String name, long[] shape, float... values) {
    ByteBuffer bytes = buffer(values.length, Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return new Constant(name, ValueType.FLOAT, list(shape), bytes);
  }

  static Constant halves(String name, long[] shape, float... values) {
    ByteBuffer bytes = buffer(values.length, Short.BYTES);
    for (float value : values) {
      if (!(Math.abs(value) <= LARGEST_HALF)) {
        throw FoveaException.data(
            "the weights of %s hold %s, which half precision cannot; export without --half"
                .formatted(name, value));
      }
      bytes.putShort(Float.floatToFloat16(value));
    }
    return new Constant(name, ValueType.FLOAT16, list(shape), bytes.flip());
  }

  static Constant integers(String name, long[] shape, long... values) {
    ByteBuffer bytes = buffer(values.length, Long.BYTES);
    bytes.asLongBuffer().put(values);
    return new Constant(name, ValueType.INT64, list(shape), bytes);
  }

  static Constant bytes(String name, ValueType type, long[] shape, byte... values) {
    return new Constant(name, type, list(shape), ByteBuffer.wrap(values));
  }

  static Constant ints(String name, long[] shape, int... values) {
    ByteBuffer bytes = buffer(values.length, Integer.BYTES);
    bytes.asIntBuffer().put(values);
    return new Constant(name, ValueType.INT32, list(shape), bytes);
  }

  private static ByteBuffer buffer(int elements, int bytes) {
    return ByteBuffer.allocate(Math.multiplyExact(elements, bytes)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static List<Long> list(long[] shape) {
    return Arrays.stream(shape).boxed().toList();
  }

  Message message() {
    return new Message().numbers(1, shape).number(2, type.number()).text(8, name).bytes(9, data);
  }
}

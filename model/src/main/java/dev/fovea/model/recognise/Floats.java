package dev.fovea.model.recognise;

import dev.fovea.core.FoveaException;
import dev.fovea.core.head.ElementType;
import dev.fovea.model.DType;
import dev.fovea.model.TensorView;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Tensors of any floating-point type as float32. */
final class Floats {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfDouble DOUBLE =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private Floats() {}

  static TensorView of(TensorView view, Arena arena) {
    if (view.type() == DType.F32) {
      return view;
    }
    MemorySegment from = view.data();
    MemorySegment to = arena.allocate(view.elements() * Float.BYTES, Float.BYTES);
    for (long i = 0; i < view.elements(); i++) {
      to.setAtIndex(ValueLayout.JAVA_FLOAT, i, element(view.type(), from, i));
    }
    return new TensorView(DType.F32, view.shape(), to);
  }

  private static float element(DType type, MemorySegment data, long index) {
    return switch (type) {
      case BF16 -> ElementType.fromBfloat16(data.get(SHORT, 2 * index));
      case F16 -> Float.float16ToFloat(data.get(SHORT, 2 * index));
      case F64 -> (float) data.get(DOUBLE, 8 * index);
      default ->
          throw FoveaException.data(
              "a weight is stored as " + type + "; accepted: F64, F32, F16 and BF16");
    };
  }
}

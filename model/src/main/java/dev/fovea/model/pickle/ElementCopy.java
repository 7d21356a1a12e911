package dev.fovea.model.pickle;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Copies a strided view into a row, in the type that is read. */
final class ElementCopy {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final StoredTensor from;
  private final MemorySegment to;
  private final boolean swap;
  private long written;

  ElementCopy(StoredTensor from, MemorySegment to) {
    this.from = from;
    this.to = to;
    this.swap = from.order() == ByteOrder.BIG_ENDIAN;
  }

  void run() {
    if (from.elements() > 0) {
      copy(0, 0);
    }
  }

  /** The elements under the first {@code side} indices, which begin at {@code place}. */
  private void copy(int side, long place) {
    if (side == from.shape().size()) {
      copyElement(place * from.type().bytes());
      return;
    }
    long count = from.shape().get(side);
    long stride = from.strides().get(side);
    for (long i = 0; i < count; i++) {
      copy(side + 1, place + i * stride);
    }
  }

  private void copyElement(long at) {
    switch (from.type().readAs()) {
      case F32 -> to.set(FLOAT, written, real(at));
      case BF16 -> to.set(SHORT, written, int16(at));
      default -> to.set(LONG, written, whole(at));
    }
    written += from.type().readAs().bytes();
  }

  private float real(long at) {
    return switch (from.type()) {
      case FLOAT64 -> (float) Double.longBitsToDouble(int64(at));
      case FLOAT16 -> Float.float16ToFloat(int16(at));
      default -> Float.intBitsToFloat(int32(at));
    };
  }

  private long whole(long at) {
    return switch (from.type()) {
      case INT64 -> int64(at);
      case INT32 -> int32(at);
      case UINT32 -> Integer.toUnsignedLong(int32(at));
      case INT16 -> int16(at);
      case UINT16 -> Short.toUnsignedLong(int16(at));
      case INT8 -> int8(at);
      case BOOL -> int8(at) == 0 ? 0 : 1;
      default -> Byte.toUnsignedLong(int8(at));
    };
  }

  private byte int8(long at) {
    return from.storage().get(ValueLayout.JAVA_BYTE, at);
  }

  private short int16(long at) {
    short bits = from.storage().get(SHORT, at);
    return swap ? Short.reverseBytes(bits) : bits;
  }

  private int int32(long at) {
    int bits = from.storage().get(INT, at);
    return swap ? Integer.reverseBytes(bits) : bits;
  }

  private long int64(long at) {
    long bits = from.storage().get(LONG, at);
    return swap ? Long.reverseBytes(bits) : bits;
  }
}

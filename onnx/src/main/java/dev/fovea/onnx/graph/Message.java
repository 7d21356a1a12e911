package dev.fovea.onnx.graph;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A protobuf message while its fields are written, in the order of the calls.
 *
 * <p>Fields are known by their numbers in {@code onnx.proto}. Faithful to protobuf's <a
 * href="https://protobuf.dev/programming-guides/encoding/">description of its encoding</a>, of
 * which three of the wire types are needed. Written here, since protobuf's own library makes each
 * JVM from 24 on warn of {@code sun.misc.Unsafe}. Large contents are shared, not copied.
 */
final class Message {
  private static final int VARINT = 0;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED32 = 5;

  private final List<ByteBuffer> parts = new ArrayList<>();
  private final ByteArrayOutputStream open = new ByteArrayOutputStream();
  private long size;

  Message number(int field, long value) {
    tag(field, VARINT);
    varint(value);
    return this;
  }

  Message numbers(int field, Iterable<Long> values) {
    values.forEach(value -> number(field, value));
    return this;
  }

  Message real(int field, float value) {
    tag(field, FIXED32);
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    open.writeBytes(bytes.putFloat(value).array());
    return this;
  }

  Message text(int field, String value) {
    byte[] encoded = value.getBytes(UTF_8);
    tag(field, LENGTH_DELIMITED);
    varint(encoded.length);
    open.writeBytes(encoded);
    return this;
  }

  Message bytes(int field, ByteBuffer value) {
    tag(field, LENGTH_DELIMITED);
    varint(value.remaining());
    close();
    add(value.duplicate());
    return this;
  }

  Message message(int field, Message value) {
    value.close();
    tag(field, LENGTH_DELIMITED);
    varint(value.size);
    close();
    value.parts.forEach(this::add);
    return this;
  }

  Message messages(int field, Iterable<Message> values) {
    values.forEach(value -> message(field, value));
    return this;
  }

  /** The fields so far, to be written one after the other. */
  List<ByteBuffer> encoded() {
    close();
    return parts.stream().map(ByteBuffer::duplicate).toList();
  }

  /** The number of bytes so far. */
  long size() {
    close();
    return size;
  }

  private void tag(int field, int wireType) {
    varint((long) field << 3 | wireType);
  }

  /** Seven bits in a byte, lowest first; the high bit says that more follow. */
  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      open.write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    open.write((int) rest);
  }

  private void close() {
    if (open.size() > 0) {
      add(ByteBuffer.wrap(open.toByteArray()));
      open.reset();
    }
  }

  private void add(ByteBuffer part) {
    parts.add(part);
    size += part.remaining();
  }
}

package dev.fovea.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.DoubleSupplier;
import java.util.zip.CRC32C;

/**
 * A file of scalars that TensorBoard reads: a TFRecord for each, with an {@code Event} of {@code
 * tensorflow/core/util/event.proto} in protobuf's wire format.
 */
final class TensorBoardFile implements AutoCloseable {
  private final OutputStream out;
  private final DoubleSupplier clock;

  /** Writes to {@code out}; the clock tells seconds since 1970. */
  TensorBoardFile(OutputStream out, DoubleSupplier clock) {
    this.out = out;
    this.clock = clock;
    Message first = new Message().number(1, clock.getAsDouble());
    record(first.bytes(3, "brain.Event:2".getBytes(UTF_8)));
  }

  /** A new file in {@code folder}, named so that TensorBoard finds it. */
  static TensorBoardFile in(Path folder) {
    long seconds = System.currentTimeMillis() / 1000;
    Path file = folder.resolve("events.out.tfevents." + seconds + ".fovea");
    try {
      OutputStream out = Files.newOutputStream(file);
      return new TensorBoardFile(out, () -> System.currentTimeMillis() / 1000.0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** One point of the curve {@code tag}. */
  void write(long step, String tag, double value) {
    Message point = new Message().bytes(1, tag.getBytes(UTF_8)).number(2, (float) value);
    Message summary = new Message().bytes(1, point.toBytes());
    Message event = new Message().number(1, clock.getAsDouble()).number(2, step);
    record(event.bytes(5, summary.toBytes()));
  }

  /** Length, its checksum, the event, its checksum, little-endian. */
  private void record(Message event) {
    byte[] data = event.toBytes();
    ByteBuffer record = ByteBuffer.allocate(data.length + 16).order(ByteOrder.LITTLE_ENDIAN);
    record.putLong(data.length).putInt(maskedChecksum(record.array(), 8));
    record.put(data).putInt(maskedChecksum(data, data.length));
    try {
      out.write(record.array());
      out.flush();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static int maskedChecksum(byte[] data, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(data, 0, length);
    return Integer.rotateRight((int) checksum.getValue(), 15) + 0xa282ead8;
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A protobuf message under construction: each field is its key, then its value. */
  private static final class Message {
    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FOUR_BYTES = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message number(int field, double value) {
      return fixed(field, EIGHT_BYTES, buffer(8).putDouble(value));
    }

    Message number(int field, float value) {
      return fixed(field, FOUR_BYTES, buffer(4).putFloat(value));
    }

    Message number(int field, long value) {
      varint((long) field << 3 | VARINT);
      varint(value);
      return this;
    }

    Message bytes(int field, byte[] value) {
      varint((long) field << 3 | LENGTH_DELIMITED);
      varint(value.length);
      out.writeBytes(value);
      return this;
    }

    byte[] toBytes() {
      return out.toByteArray();
    }

    private Message fixed(int field, int type, ByteBuffer value) {
      varint((long) field << 3 | type);
      out.writeBytes(value.array());
      return this;
    }

    private static ByteBuffer buffer(int bytes) {
      return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void varint(long value) {
      long left = value;
      while ((left & ~0x7fL) != 0) {
        out.write((int) (left & 0x7f | 0x80));
        left >>>= 7;
      }
      out.write((int) left);
    }
  }
}

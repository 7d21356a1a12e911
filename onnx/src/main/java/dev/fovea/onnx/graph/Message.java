package dev.fovea.onnx.graph;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A protobuf message while its fields are written, in the order of the calls.
 *
 * <p>Fields are known by their numbers in {@code onnx.proto}. Large contents are shared, not
 * copied.
 */
final class Message {
  private ByteString encoded = ByteString.EMPTY;

  /** Writes one field. */
  private interface Field {
    void write(CodedOutputStream out) throws IOException;
  }

  private Message append(Field field) {
    ByteString.Output bytes = ByteString.newOutput();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      field.write(out);
      out.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    encoded = encoded.concat(bytes.toByteString());
    return this;
  }

  Message number(int field, long value) {
    return append(out -> out.writeInt64(field, value));
  }

  Message numbers(int field, Iterable<Long> values) {
    values.forEach(value -> number(field, value));
    return this;
  }

  Message real(int field, float value) {
    return append(out -> out.writeFloat(field, value));
  }

  Message text(int field, String value) {
    return append(out -> out.writeString(field, value));
  }

  Message bytes(int field, ByteString value) {
    append(
        out -> {
          out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
          out.writeUInt32NoTag(value.size());
        });
    encoded = encoded.concat(value);
    return this;
  }

  Message message(int field, Message value) {
    return bytes(field, value.encoded);
  }

  Message messages(int field, Iterable<Message> values) {
    values.forEach(value -> message(field, value));
    return this;
  }

  /** The fields so far. */
  ByteString encoded() {
    return encoded;
  }
}

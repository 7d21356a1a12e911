package dev.fovea.model.pickle;

import dev.fovea.model.Excerpt;
import dev.fovea.model.pickle.PickleValue.Array;
import dev.fovea.model.pickle.PickleValue.Bytes;
import dev.fovea.model.pickle.PickleValue.Tensor;
import dev.fovea.model.pickle.PickleValue.Text;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Checks what a file states of its tensors against the bytes that it has. */
final class TensorBinder {
  private final Pickled file;

  TensorBinder(Pickled file) {
    this.file = file;
  }

  /** The tensor {@code name}; {@code value} is a {@link Tensor} or an {@link Array}. */
  StoredTensor bind(String name, PickleValue value) throws MalformedPickleException {
    try {
      return switch (value) {
        case Tensor tensor -> bind(tensor);
        case Array array -> bind(array);
        default -> throw new MalformedPickleException("it is " + Containers.kind(value));
      };
    } catch (IllegalArgumentException | ArithmeticException | MalformedPickleException wrong) {
      throw new MalformedPickleException(
          "tensor %s: %s".formatted(Excerpt.of(name), wrong.getMessage()));
    }
  }

  private StoredTensor bind(Tensor tensor) throws MalformedPickleException {
    MemorySegment storage = file.storages().bytes(tensor.storage());
    int width = tensor.type().bytes();
    long offset = Arguments.natural("its offset", tensor.place().offset());
    if (offset > storage.byteSize() / width) {
      throw new MalformedPickleException(
          "it begins at element %d of a storage of %d"
              .formatted(offset, storage.byteSize() / width));
    }
    List<Long> shape = Arguments.naturals("its shape", tensor.place().size());
    List<Long> strides = Arguments.naturals("its strides", tensor.place().stride());
    return new StoredTensor(
        tensor.type(), file.order(), shape, strides, storage.asSlice(offset * width));
  }

  private static StoredTensor bind(Array array) throws MalformedPickleException {
    NumpyState state =
        array.state().orElseThrow(() -> new MalformedPickleException("its array is empty"));
    String code = state.kind().code();
    StorageType type =
        StorageType.ofCode(code)
            .orElseThrow(
                () ->
                    new MalformedPickleException(
                        "its elements are %s, which are not read".formatted(Excerpt.of(code))));
    List<Long> shape = Arguments.naturals("its shape", state.shape());
    List<Long> strides = state.columnMajor() ? columnMajor(shape) : rowMajor(shape);
    return new StoredTensor(type, order(state.kind().order()), shape, strides, data(state.data()));
  }

  private static ByteOrder order(String order) throws MalformedPickleException {
    return switch (order) {
      case "<", "=", "|" -> ByteOrder.LITTLE_ENDIAN;
      case ">" -> ByteOrder.BIG_ENDIAN;
      default -> throw new MalformedPickleException("its byte order is " + Excerpt.of(order));
    };
  }

  private static MemorySegment data(PickleValue data) throws MalformedPickleException {
    return switch (data) {
      case Bytes bytes -> bytes.bytes();
      case Text text when text.charset().equals(StandardCharsets.ISO_8859_1) -> text.bytes();
      default -> throw new MalformedPickleException("its bytes are " + Containers.kind(data));
    };
  }

  private static List<Long> columnMajor(List<Long> shape) {
    List<Long> strides = new ArrayList<>();
    long stride = 1;
    for (long side : shape) {
      strides.add(stride);
      stride = Math.multiplyExact(stride, Math.max(1, side));
    }
    return strides;
  }

  private static List<Long> rowMajor(List<Long> shape) {
    List<Long> strides = columnMajor(shape.reversed());
    Collections.reverse(strides);
    return strides;
  }
}

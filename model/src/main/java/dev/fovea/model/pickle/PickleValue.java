package dev.fovea.model.pickle;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What a pickle holds, as plain data: no value has behaviour of the program that wrote it. Texts
 * and bytes are views of the file and can be read while it is open. Containers may hold themselves.
 */
public sealed interface PickleValue {
  /** Python's None. */
  record None() implements PickleValue {}

  /** A truth value. */
  record Bool(boolean value) implements PickleValue {}

  /** A whole number of any size. */
  record Int(BigInteger value) implements PickleValue {}

  /** A floating-point number. */
  record Real(double value) implements PickleValue {}

  /**
   * A text as it lies in the file.
   *
   * @param bytes the encoded letters
   * @param charset UTF-8, or ISO 8859-1 for Python 2's strings, which may be bytes as well
   */
  record Text(MemorySegment bytes, Charset charset) implements PickleValue {
    /** The decoded text. */
    public String value() {
      return new String(bytes.toArray(ValueLayout.JAVA_BYTE), charset);
    }

    /** Whether it is {@code other}; a long text is not decoded to know. */
    boolean is(String other) {
      return bytes.byteSize() <= 4L * other.length() && value().equals(other);
    }

    static Text of(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return new Text(MemorySegment.ofArray(bytes), StandardCharsets.UTF_8);
    }
  }

  /** Raw bytes as they lie in the file. */
  record Bytes(MemorySegment bytes) implements PickleValue {}

  /** A list, tuple or set. */
  final class Sequence implements PickleValue {
    private final List<PickleValue> items;

    Sequence(List<PickleValue> items) {
      this.items = items;
    }

    /** The items in their order. */
    public List<PickleValue> items() {
      return Collections.unmodifiableList(items);
    }

    void add(PickleValue item) {
      items.add(item);
    }
  }

  /** A dictionary with keys of any kind, in the order in which they were set. */
  final class Dict implements PickleValue {
    private final List<PickleValue> keys = new ArrayList<>();
    private final List<PickleValue> values = new ArrayList<>();

    /** The keys; one that was set twice is there twice. */
    public List<PickleValue> keys() {
      return Collections.unmodifiableList(keys);
    }

    /** The values in the order of the keys. */
    public List<PickleValue> values() {
      return Collections.unmodifiableList(values);
    }

    /** The last value set for the text {@code key}. */
    public Optional<PickleValue> get(String key) {
      for (int i = keys.size() - 1; i >= 0; i--) {
        if (keys.get(i) instanceof Text text && text.is(key)) {
          return Optional.of(values.get(i));
        }
      }
      return Optional.empty();
    }

    void put(PickleValue key, PickleValue value) {
      keys.add(key);
      values.add(value);
    }
  }

  /** A global that is known, or a class that stands for objects that are skipped. */
  record Global(String name) implements PickleValue {}

  /**
   * An object of a framework, skipped: nothing of it was built.
   *
   * @param type its class
   */
  record Inert(String type) implements PickleValue {}

  /**
   * A stretch of numbers that tensors share.
   *
   * @param type of the elements
   * @param key its name in the file
   * @param begin its first element, counted in the stored stretch of that name
   * @param elements how many
   */
  record Storage(StorageType type, String key, long begin, long elements) implements PickleValue {}

  /**
   * A view of a storage, as the file states it: not checked yet.
   *
   * @param type of the elements
   * @param storage where they lie
   * @param place offset, size and stride, in elements
   */
  record Tensor(StorageType type, Storage storage, Place place) implements PickleValue {}

  /**
   * Where a tensor's elements lie in its storage, as the file states it.
   *
   * @param offset of the first element
   * @param size a sequence of whole numbers
   * @param stride a sequence of whole numbers
   */
  record Place(PickleValue offset, PickleValue size, PickleValue stride) {}

  /** A NumPy array, which is empty until its state is set. */
  final class Array implements PickleValue {
    private NumpyState state;

    Array() {}

    Array(NumpyState state) {
      this.state = state;
    }

    Optional<NumpyState> state() {
      return Optional.ofNullable(state);
    }

    void set(NumpyState stated) {
      this.state = stated;
    }
  }

  /** NumPy's description of an element, whose byte order is set after it was made. */
  final class ElementKind implements PickleValue {
    private final String code;
    private String order;

    ElementKind(String code) {
      this.code = code;
      this.order = "=";
    }

    String code() {
      return code;
    }

    String order() {
      return order;
    }

    void order(String stated) {
      this.order = stated;
    }
  }
}

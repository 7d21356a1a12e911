package dev.fovea.model.pickle;

import dev.fovea.model.pickle.PickleValue.Sequence;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * What a known global is called with.
 *
 * @param of the global's name
 * @param values in their order
 */
record Arguments(String of, List<PickleValue> values) {
  PickleValue get(int index) throws MalformedPickleException {
    if (index >= values.size()) {
      throw new MalformedPickleException(
          "%s has %d arguments, at least %d are needed".formatted(of, values.size(), index + 1));
    }
    return values.get(index);
  }

  /** The argument {@code index} as a {@code type}. */
  <V extends PickleValue> V get(int index, Class<V> type) throws MalformedPickleException {
    PickleValue value = get(index);
    if (!type.isInstance(value)) {
      throw new MalformedPickleException(
          "argument %d of %s is %s".formatted(index + 1, of, Containers.kind(value)));
    }
    return type.cast(value);
  }

  /** The argument {@code index} as a short text. */
  String text(int index) throws MalformedPickleException {
    PickleValue.Text text = get(index, PickleValue.Text.class);
    return shortText(text);
  }

  /** The text of a name. */
  static String shortText(PickleValue.Text text) throws MalformedPickleException {
    if (text.bytes().byteSize() > Limits.LONGEST_NAME) {
      throw new MalformedPickleException(
          "a name has %d bytes, at most %d are accepted"
              .formatted(text.bytes().byteSize(), Limits.LONGEST_NAME));
    }
    return text.value();
  }

  /** A whole number that is not negative and fits a long. */
  static long natural(String what, PickleValue value) throws MalformedPickleException {
    if (value instanceof PickleValue.Int whole
        && whole.value().signum() >= 0
        && whole.value().compareTo(BigInteger.valueOf(Long.MAX_VALUE)) <= 0) {
      return whole.value().longValue();
    }
    String found =
        value instanceof PickleValue.Int whole ? shortened(whole) : Containers.kind(value);
    throw new MalformedPickleException(
        "%s is %s, not a natural number of at most 63 bits".formatted(what, found));
  }

  private static String shortened(PickleValue.Int whole) {
    boolean large = whole.value().bitLength() > Long.SIZE;
    return large
        ? "a whole number of %d bits".formatted(whole.value().bitLength())
        : whole.value().toString();
  }

  /** A short sequence of natural numbers. */
  static List<Long> naturals(String what, PickleValue value) throws MalformedPickleException {
    if (!(value instanceof Sequence sequence)) {
      throw new MalformedPickleException(what + " is " + Containers.kind(value));
    }
    if (sequence.items().size() > StoredTensor.MOST_SIDES) {
      throw new MalformedPickleException(
          "%s has %d numbers, at most %d are accepted"
              .formatted(what, sequence.items().size(), StoredTensor.MOST_SIDES));
    }
    List<Long> naturals = new ArrayList<>();
    for (PickleValue item : sequence.items()) {
      naturals.add(natural(what, item));
    }
    return naturals;
  }
}

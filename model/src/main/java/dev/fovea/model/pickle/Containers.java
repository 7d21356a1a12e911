package dev.fovea.model.pickle;

import dev.fovea.model.pickle.PickleValue.Array;
import dev.fovea.model.pickle.PickleValue.Dict;
import dev.fovea.model.pickle.PickleValue.Inert;
import dev.fovea.model.pickle.PickleValue.Sequence;
import java.util.List;

/** Filling lists and dictionaries; what would fill a skipped object is skipped as well. */
final class Containers {
  private Containers() {}

  static void append(PickleValue target, List<PickleValue> items) throws MalformedPickleException {
    switch (target) {
      case Sequence sequence -> items.forEach(sequence::add);
      case Inert inert -> {}
      default ->
          throw new MalformedPickleException(
              "its pickle appends to what is no list: " + kind(target));
    }
  }

  /** Sets keys and values, which take turns in {@code pairs}. */
  static PickleValue set(PickleValue target, List<PickleValue> pairs)
      throws MalformedPickleException {
    if (pairs.size() % 2 != 0) {
      throw new MalformedPickleException("its pickle sets a key without a value");
    }
    switch (target) {
      case Dict dict -> {
        for (int i = 0; i < pairs.size(); i += 2) {
          dict.put(pairs.get(i), pairs.get(i + 1));
        }
      }
      case Inert inert -> {}
      default ->
          throw new MalformedPickleException(
              "its pickle sets items of what is no dictionary: " + kind(target));
    }
    return target;
  }

  /** What {@code value} is, for a message. */
  static String kind(PickleValue value) {
    return switch (value) {
      case Sequence sequence -> "a sequence of " + sequence.items().size();
      case Dict dict -> "a dictionary of " + dict.keys().size();
      case Array array -> "an array";
      case Inert inert -> "an object of " + inert.type();
      case PickleValue.Global global -> "the global " + global.name();
      case PickleValue.None none -> "None";
      case PickleValue.Bool bool -> "a truth value";
      case PickleValue.Int whole -> "a whole number";
      case PickleValue.Real real -> "a number";
      case PickleValue.Text text -> "a text";
      case PickleValue.Bytes bytes -> "bytes";
      case PickleValue.Storage storage -> "a storage";
      case PickleValue.Tensor tensor -> "a tensor";
      case PickleValue.ElementKind element -> "an element type";
    };
  }
}

package dev.fovea.model.recognise;

import dev.fovea.model.Excerpt;
import dev.fovea.model.pickle.PickleValue;
import dev.fovea.model.pickle.PickleValue.Dict;
import dev.fovea.model.pickle.PickleValue.Sequence;
import dev.fovea.model.pickle.PickleValue.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Class names that a checkpoint has beside its tensors, as MMDetection's do. */
final class StoredClasses {
  private static final List<String> KEYS = List.of("CLASSES", "classes", "class_names");
  private static final List<String> WRAPPERS = List.of("meta", "dataset_meta");
  private static final int LONGEST = 200;

  private StoredClasses() {}

  /** The names, where there is a list of exactly {@code count}. */
  static Optional<List<String>> of(Map<String, PickleValue> extras, int count) {
    for (String key : KEYS) {
      Optional<List<String>> names = names(extras.get(key), count);
      if (names.isPresent()) {
        return names;
      }
    }
    return Optional.ofNullable(extras.get("meta")).flatMap(meta -> of(meta, count, 0));
  }

  private static Optional<List<String>> of(PickleValue value, int count, int depth) {
    if (!(value instanceof Dict dict) || depth > WRAPPERS.size()) {
      return Optional.empty();
    }
    for (String key : KEYS) {
      Optional<List<String>> names = dict.get(key).flatMap(list -> names(list, count));
      if (names.isPresent()) {
        return names;
      }
    }
    return WRAPPERS.stream()
        .flatMap(key -> dict.get(key).stream())
        .flatMap(inner -> of(inner, count, depth + 1).stream())
        .findFirst();
  }

  private static Optional<List<String>> names(PickleValue value, int count) {
    if (!(value instanceof Sequence list) || list.items().size() != count) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    for (PickleValue item : list.items()) {
      if (!(item instanceof Text text) || text.bytes().byteSize() > LONGEST) {
        return Optional.empty();
      }
      names.add(Excerpt.of(text.value()));
    }
    return names.stream().distinct().count() == count ? Optional.of(names) : Optional.empty();
  }
}

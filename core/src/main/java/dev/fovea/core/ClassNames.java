package dev.fovea.core;

import java.util.List;

/**
 * The classes of a data set or a model: index {@code 0 … K−1} inside, name and original id outside.
 *
 * @param names one for each index
 * @param ids the data set's own ids, one for each index (COCO's 1…90 with gaps)
 */
public record ClassNames(List<String> names, List<Long> ids) {
  public ClassNames {
    names = List.copyOf(names);
    ids = List.copyOf(ids);
    if (names.size() != ids.size()) {
      throw new IllegalArgumentException(names.size() + " names but " + ids.size() + " ids");
    }
  }

  /** K, the number of classes. */
  public int count() {
    return names.size();
  }

  /** The name of the class at {@code index}. */
  public String name(int index) {
    return names.get(index);
  }

  /** The data set's own id of the class at {@code index}. */
  public long id(int index) {
    return ids.get(index);
  }
}

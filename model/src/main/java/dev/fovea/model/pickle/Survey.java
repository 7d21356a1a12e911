package dev.fovea.model.pickle;

import dev.fovea.model.pickle.PickleValue.Dict;
import dev.fovea.model.pickle.PickleValue.Inert;
import dev.fovea.model.pickle.PickleValue.Sequence;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** One walk over all that a pickle holds: how deep it is, and which classes were skipped. */
final class Survey {
  private record Place(PickleValue value, int depth) {}

  private final Set<PickleValue> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Place> open = new ArrayDeque<>();
  private final Set<String> skipped = new TreeSet<>();

  private Survey() {}

  /**
   * The classes of the objects that were skipped in {@code root}.
   *
   * @throws MalformedPickleException when containers are nested too deeply
   */
  static Set<String> skipped(PickleValue root) throws MalformedPickleException {
    Survey survey = new Survey();
    survey.open(root, 0);
    while (!survey.open.isEmpty()) {
      survey.visit(survey.open.poll());
    }
    return survey.skipped;
  }

  private void visit(Place place) throws MalformedPickleException {
    if (place.depth > Limits.DEEPEST) {
      throw new MalformedPickleException(
          "its containers are nested more than %d deep".formatted(Limits.DEEPEST));
    }
    switch (place.value) {
      case Sequence sequence -> open(sequence.items(), place.depth + 1);
      case Dict dict -> {
        open(dict.keys(), place.depth + 1);
        open(dict.values(), place.depth + 1);
      }
      case Inert inert -> skipped.add(inert.type());
      default -> {}
    }
  }

  private void open(List<PickleValue> values, int depth) {
    values.forEach(value -> open(value, depth));
  }

  private void open(PickleValue value, int depth) {
    boolean isContainer = value instanceof Sequence || value instanceof Dict;
    if ((isContainer || value instanceof Inert) && seen.add(value)) {
      open.add(new Place(value, depth));
    }
  }
}

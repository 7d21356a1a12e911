package dev.fovea.model.pickle;

import java.util.ArrayList;
import java.util.List;

/** The unpickler's stack, with the marks that begin a container's items. */
final class PickleStack {
  private final Limits limits;
  private final List<PickleValue> values = new ArrayList<>();
  private final List<Integer> marks = new ArrayList<>();

  PickleStack(Limits limits) {
    this.limits = limits;
  }

  void push(PickleValue value) throws MalformedPickleException {
    limits.countValues(1);
    values.add(value);
  }

  void mark() throws MalformedPickleException {
    limits.countValues(1);
    marks.add(values.size());
  }

  PickleValue peek() throws MalformedPickleException {
    if (values.isEmpty() || values.size() == lastMark()) {
      throw new MalformedPickleException("its pickle takes a value from an empty stack");
    }
    return values.getLast();
  }

  PickleValue pop() throws MalformedPickleException {
    PickleValue top = peek();
    values.removeLast();
    return top;
  }

  /** Python throws away the mark where it lies on top. */
  void discard() throws MalformedPickleException {
    if (!marks.isEmpty() && values.size() == lastMark()) {
      marks.removeLast();
    } else {
      pop();
    }
  }

  /** The values above the last mark, which goes with them. */
  List<PickleValue> popMark() throws MalformedPickleException {
    if (marks.isEmpty()) {
      throw new MalformedPickleException("its pickle ends a container that it did not begin");
    }
    int mark = marks.removeLast();
    List<PickleValue> above = values.subList(mark, values.size());
    List<PickleValue> items = new ArrayList<>(above);
    above.clear();
    return items;
  }

  /** The last {@code count} values. */
  List<PickleValue> pop(int count) throws MalformedPickleException {
    List<PickleValue> items = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      items.addFirst(pop());
    }
    return items;
  }

  private int lastMark() {
    return marks.isEmpty() ? 0 : marks.getLast();
  }
}

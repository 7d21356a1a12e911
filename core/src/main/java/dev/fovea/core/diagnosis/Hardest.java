package dev.fovea.core.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The hardest of a stream, in bounded memory; of equal ones those that came first.
 *
 * @param <T> what is compared
 */
public final class Hardest<T> {
  private final int most;
  private final PriorityQueue<Arrived<T>> easiestFirst;
  private long arrivals;

  private record Arrived<T>(T item, long number) {}

  /**
   * Nothing yet.
   *
   * @param most how many are kept, at least 1
   * @param order the hardest first
   */
  public Hardest(int most, Comparator<T> order) {
    if (most < 1) {
      throw new IllegalArgumentException("the hardest " + most);
    }
    this.most = most;
    Comparator<Arrived<T>> hardestFirst = Comparator.comparing(Arrived::item, order);
    easiestFirst = new PriorityQueue<>(hardestFirst.thenComparingLong(Arrived::number).reversed());
  }

  /** Offers one. */
  public void add(T item) {
    easiestFirst.add(new Arrived<>(item, arrivals++));
    if (easiestFirst.size() > most) {
      easiestFirst.remove();
    }
  }

  /** Whether one more displaces another. */
  boolean isFull() {
    return easiestFirst.size() == most;
  }

  /** The one that goes next. */
  T easiest() {
    return easiestFirst.element().item();
  }

  /** Those kept, the hardest first. */
  public List<T> list() {
    List<Arrived<T>> sorted = new ArrayList<>(easiestFirst);
    sorted.sort(easiestFirst.comparator().reversed());
    return sorted.stream().map(Arrived::item).toList();
  }
}

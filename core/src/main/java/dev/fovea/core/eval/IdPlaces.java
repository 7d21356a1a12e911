package dev.fovea.core.eval;

import java.util.Arrays;

/**
 * Ids, each with its place in the order of their first appearance; for one thread while ids are
 * added.
 *
 * <p>A table with open addressing, at most half full: a look-up reads one or two longs, where a map
 * of boxed numbers follows three pointers.
 */
public final class IdPlaces {
  private static final int FREE = -1;

  /** 2⁶⁴ divided by the golden ratio: spreads ids that follow one another (Knuth's 6.4). */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private long[] ids = new long[16];
  private int count;

  /** {@code [2ⁿ]}: places in {@link #ids}. */
  private int[] slots = emptySlots(32);

  /** No id yet. */
  public IdPlaces() {}

  /** Some ids; repetitions do not matter. */
  public static IdPlaces of(Iterable<Long> ids) {
    IdPlaces places = new IdPlaces();
    for (long id : ids) {
      places.add(id);
    }
    return places;
  }

  private static int[] emptySlots(int length) {
    int[] slots = new int[length];
    Arrays.fill(slots, FREE);
    return slots;
  }

  /**
   * Adds an id.
   *
   * @return false if it has been there before
   */
  public boolean add(long id) {
    int slot = slot(id);
    if (slots[slot] != FREE) {
      return false;
    }
    if (count == ids.length) {
      ids = Arrays.copyOf(ids, 2 * count);
      slots = emptySlots(4 * count);
      for (int place = 0; place < count; place++) {
        slots[slot(ids[place])] = place;
      }
      slot = slot(id);
    }
    ids[count] = id;
    slots[slot] = count++;
    return true;
  }

  /** The place of an id, −1 for one that was not added. */
  public int place(long id) {
    return slots[slot(id)];
  }

  /** Where the id is or would be. */
  private int slot(long id) {
    int mask = slots.length - 1;
    int slot = (int) ((id * SPREAD) >>> 32) & mask;
    while (slots[slot] != FREE && ids[slots[slot]] != id) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** How many different ids were added. */
  public int count() {
    return count;
  }

  /** The ids in the order of their places. */
  public long[] ids() {
    return Arrays.copyOf(ids, count);
  }
}

package dev.fovea.core.detect;

import dev.fovea.core.box.Ordered;
import java.util.Arrays;

/**
 * The k highest logits, or other scores, so far, with their positions, in bounded memory.
 *
 * <p>Positions are offered in ascending order; of equal logits the lower position stays.
 */
public final class TopCandidates {
  private final int limit;
  // The negated logit above, the position below: ascending keys are falling logits.
  private long[] keys = new long[256];
  private int count;
  private float least;

  /**
   * An empty list.
   *
   * @param limit k
   * @param least lower logits are not taken
   */
  public TopCandidates(int limit, float least) {
    this.limit = limit;
    this.least = least;
  }

  /** Logits below this are of no use; it rises as better ones arrive. */
  public float least() {
    return least;
  }

  /** Takes a score that is not below {@link #least}. */
  public void add(float logit, int position) {
    if (count == keys.length) {
      if (count >= 2 * limit) {
        prune();
      } else {
        keys = Arrays.copyOf(keys, 2 * count);
      }
    }
    keys[count++] = (long) ~Ordered.bits(logit) << 32 | position;
  }

  /** The candidates as keys, best first. */
  public long[] best() {
    Arrays.sort(keys, 0, count);
    return Arrays.copyOf(keys, Math.min(count, limit));
  }

  /** The position that a key of {@link #best} stands for. */
  public static int position(long key) {
    return (int) key;
  }

  /** The score that a key of {@link #best} stands for. */
  public static float logit(long key) {
    return Ordered.value(~(int) (key >> 32));
  }

  private void prune() {
    Arrays.sort(keys, 0, count);
    count = limit;
    // A later candidate of the last one's logit would lose the tie.
    least = Math.nextUp(logit(keys[limit - 1]));
  }
}

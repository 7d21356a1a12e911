package dev.fovea.core.imbalance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How often which logit was met, so fine that a sum over its bins is a sum over the logits.
 *
 * <p>Bins are {@link #WIDTH} wide. Each knows the mean of its logits, so that the error of a smooth
 * function ℓ is about {@code ℓ″ / ℓ · WIDTH² / 24}: for the focal loss of a background logit, whose
 * logarithm falls by at most 1 + γ for each unit, 4e-4 at γ = 5 and 9e-5 at γ = 2. Logits beyond
 * ±{@link #LIMIT} share the last bins. For one thread.
 */
public final class LogitHistogram {
  /** Of a bin. */
  public static final double WIDTH = 1.0 / 64;

  /** Where the last bins begin. */
  public static final double LIMIT = 32;

  static final int BINS = (int) (2 * LIMIT / WIDTH);

  /** Bins of a page: 16 KB for logits that differ by less than 8. */
  private static final int PAGE = 512;

  private final Page[] pages = new Page[BINS / PAGE];

  /** Bins that are neighbours; most pages of a histogram are never needed. */
  private static final class Page {
    final long[] count = new long[PAGE];
    final double[] mass = new double[PAGE];

    /** Σ weight². */
    final double[] squares = new double[PAGE];

    /** Σ weight · logit. */
    final double[] moment = new double[PAGE];

    void add(Page other) {
      for (int place = 0; place < PAGE; place++) {
        count[place] += other.count[place];
        mass[place] += other.mass[place];
        squares[place] += other.squares[place];
        moment[place] += other.moment[place];
      }
    }

    Optional<LogitBin> bin(int place) {
      return count[place] == 0
          ? Optional.empty()
          : Optional.of(
              new LogitBin(moment[place] / mass[place], count[place], mass[place], squares[place]));
    }
  }

  private Page page(int index) {
    if (pages[index] == null) {
      pages[index] = new Page();
    }
    return pages[index];
  }

  /**
   * Logits of one weight.
   *
   * @param count how many
   * @param logits their sum
   */
  record Sum(long count, double logits) {}

  /** Adds logits that lie in {@code bin}. */
  void add(int bin, Sum sum, double weight) {
    Page page = page(bin / PAGE);
    int place = bin % PAGE;
    page.count[place] += sum.count();
    page.mass[place] += weight * sum.count();
    page.squares[place] += weight * weight * sum.count();
    page.moment[place] += weight * sum.logits();
  }

  /**
   * Adds a logit.
   *
   * @param logit finite
   * @param weight above 0
   */
  public void add(double logit, double weight) {
    int bin = (int) Math.clamp(Math.floor((logit + LIMIT) / WIDTH), 0, BINS - 1);
    add(bin, new Sum(1, logit), weight);
  }

  /** Adds the logits of a bin that another histogram gave. */
  void add(LogitBin bin) {
    int index = (int) Math.clamp(Math.floor((bin.logit() + LIMIT) / WIDTH), 0, BINS - 1);
    Page page = page(index / PAGE);
    int place = index % PAGE;
    page.count[place] += bin.count();
    page.mass[place] += bin.mass();
    page.squares[place] += bin.squares();
    page.moment[place] += bin.mass() * bin.logit();
  }

  /** Adds all that another one holds. */
  public void add(LogitHistogram other) {
    for (int index = 0; index < pages.length; index++) {
      if (other.pages[index] != null) {
        page(index).add(other.pages[index]);
      }
    }
  }

  /** The bins that are not empty, by rising logit. */
  public List<LogitBin> bins() {
    List<LogitBin> bins = new ArrayList<>();
    for (Page page : pages) {
      for (int place = 0; page != null && place < PAGE; place++) {
        page.bin(place).ifPresent(bins::add);
      }
    }
    return bins;
  }
}

package dev.fovea.core.anchor;

import dev.fovea.core.FoveaException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds anchors that fit the boxes of a data set, in the paper's parametrisation: sizes base·2^i
 * from P3 up, scales 2^(i/n), any ratios.
 *
 * <p>What is made as great as it goes is {@link AnchorScore}, at the anchors' real places in the
 * real inputs: the strides stay, so a box smaller than they are may be missed by every anchor.
 * Every way to divide the anchors of a cell into scales and ratios is tried, from several base
 * sizes; from each the base and the ratios move by a half, a quarter, an eighth, a sixteenth of an
 * octave while that helps. Deterministic: the same boxes and seed give the same anchors.
 */
public final class AnchorSearch {
  private static final double[] STEPS = {0.5, 0.25, 0.125, 0.0625};

  /** Base-2 logarithms of the first base sizes tried: 4 to 128 pixels. */
  private static final double LEAST_BASE = 2;

  private static final double MOST_BASE = 7;
  private static final double BASE_STEP = 0.5;

  private final AnchorSettings start;
  private final Options options;
  private final BoxSample sample;

  /**
   * What is looked for.
   *
   * @param anchorsPerCell A, 1 to 16
   * @param iou that a box's best anchor is to reach, above 0, at most 1
   * @param boxes at most so many are searched with, chosen by the seed
   * @param seed of that choice
   */
  public record Options(int anchorsPerCell, double iou, int boxes, long seed) {
    private static final int MOST_ANCHORS = 16;
    private static final int USUAL_BOXES = 4000;

    public Options {
      if (anchorsPerCell < 1 || anchorsPerCell > MOST_ANCHORS) {
        throw FoveaException.user(
            "%d anchors in a cell cannot be searched for; accepted: 1 to %d"
                .formatted(anchorsPerCell, MOST_ANCHORS));
      }
      if (!(iou > 0 && iou <= 1) || boxes < 1) {
        throw new IllegalArgumentException("an IoU of " + iou + " for " + boxes + " boxes");
      }
    }

    /** As many anchors as there are; 4000 boxes. */
    public static Options like(AnchorSettings settings, MatchingSettings matching) {
      return new Options(settings.anchorsPerCell(), matching.foreground(), USUAL_BOXES, 0);
    }

    /** The same for another number of anchors in a cell. */
    public Options withAnchorsPerCell(int changed) {
      return new Options(changed, iou, boxes, seed);
    }

    /** The same with another choice of boxes. */
    public Options withSeed(long changed) {
      return new Options(anchorsPerCell, iou, boxes, changed);
    }
  }

  /** Anchors with what they reach on the sample. */
  private record Candidate(AnchorLadder ladder, AnchorScore score) {
    Candidate better(Candidate other) {
      return other.score.isAbove(score) ? other : this;
    }
  }

  private AnchorSearch(AnchorSettings start, BoxSample sample, Options options) {
    this.start = start;
    this.options = options;
    this.sample = sample;
  }

  /**
   * The best anchors found; {@code start} itself where none are better on all boxes and it has as
   * many anchors as are asked for.
   *
   * @param start whose conventions and number of levels are kept
   * @throws FoveaException when no image has a box
   */
  public static AnchorSettings best(
      AnchorSettings start, List<AnchoredImage> images, Options options) {
    BoxSample sample = BoxSample.some(images, options.boxes(), options.seed());
    if (sample.count() == 0) {
      throw FoveaException.data("No image has a box that anchors could be fitted to.");
    }
    AnchorSettings found = new AnchorSearch(start, sample, options).best().ladder.over(start);
    BoxSample all = BoxSample.all(images);
    boolean keeps =
        start.anchorsPerCell() == options.anchorsPerCell()
            && !all.exact(found, options.iou()).isAbove(all.exact(start, options.iou()));
    return keeps ? start : found;
  }

  private Candidate best() {
    return ladders().stream()
        .map(this::bestBase)
        .map(this::climbed)
        .reduce(Candidate::better)
        .orElseThrow();
  }

  /** Where the search begins: the present ratios, and the data's for each number of them. */
  private List<AnchorLadder> ladders() {
    List<AnchorLadder> ladders = new ArrayList<>();
    if (start.anchorsPerCell() == options.anchorsPerCell()) {
      ladders.add(AnchorLadder.near(start));
    }
    double[] ratios = sample.logRatios();
    IntStream.rangeClosed(1, options.anchorsPerCell())
        .filter(scales -> options.anchorsPerCell() % scales == 0)
        .mapToObj(scales -> new AnchorLadder(0, scales, quantiles(ratios, scales)))
        .forEach(ladders::add);
    return ladders;
  }

  private List<Double> quantiles(double[] ascending, int scales) {
    int count = options.anchorsPerCell() / scales;
    return IntStream.range(0, count)
        .mapToObj(i -> ascending[(int) ((i + 0.5) / count * ascending.length)])
        .toList();
  }

  private Candidate bestBase(AnchorLadder ladder) {
    Candidate best = candidate(ladder);
    for (double base = LEAST_BASE; base <= MOST_BASE; base += BASE_STEP) {
      best = best.better(candidate(ladder.withBase(base)));
    }
    return best;
  }

  private Candidate climbed(Candidate from) {
    Candidate best = from;
    for (double step : STEPS) {
      Candidate before;
      do {
        before = best;
        for (int parameter = 0; parameter < from.ladder.parameters(); parameter++) {
          best = best.better(candidate(best.ladder.moved(parameter, step)));
          best = best.better(candidate(best.ladder.moved(parameter, -step)));
        }
      } while (best != before); // each round is strictly better, and the numbers are rounded
    }
    return best;
  }

  private Candidate candidate(AnchorLadder ladder) {
    return new Candidate(ladder, sample.nearest(ladder.over(start), options.iou()));
  }
}

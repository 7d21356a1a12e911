package dev.fovea.core.imbalance;

import dev.fovea.core.FoveaException;
import dev.fovea.core.Parallel;
import dev.fovea.core.anchor.Matches;
import dev.fovea.core.anchor.TruthBoxes;
import dev.fovea.core.head.HeadOutputs;
import dev.fovea.core.head.LevelOutputs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The logits of a data set, for positives and negatives, for each level and class.
 *
 * <p>A positive anchor's logit of its box's class is positive; its other logits, and all of a
 * background anchor, are negative; ignored anchors are left out: what {@link
 * dev.fovea.core.loss.DetectionLoss} adds up. A histogram takes 16 KB for each 8 units of the logit
 * into which one falls. Threads share out an image's anchors and count in whole numbers, so that
 * the bits are the same for any number of them. Images are added by one thread.
 */
public final class ImbalanceHistograms {
  private final int classes;
  private final LevelTally tally;
  private final List<LogitHistogram[]> positive = new ArrayList<>();
  private final List<LogitHistogram[]> negative = new ArrayList<>();
  private long images;
  private long anchors;

  /**
   * Empty, to be filled by the calling thread alone.
   *
   * @param levels of the pyramid
   * @param classes K
   */
  public ImbalanceHistograms(int levels, int classes) {
    this(levels, classes, new Parallel(1));
  }

  /**
   * Empty.
   *
   * @param levels of the pyramid
   * @param classes K
   * @param parallel the threads; whoever made it closes it
   */
  public ImbalanceHistograms(int levels, int classes, Parallel parallel) {
    this.classes = classes;
    this.tally = new LevelTally(classes, parallel);
    for (int level = 0; level < levels; level++) {
      positive.add(new LogitHistogram[classes]);
      negative.add(new LogitHistogram[classes]);
    }
  }

  /**
   * Adds one image.
   *
   * @param outputs of the network
   * @param image which of {@code outputs}
   * @param truth its boxes
   * @param matches which anchors are not background, ascending
   * @param weight by which each of its logits' losses is multiplied: 1 / normaliser, above 0
   * @throws FoveaException if a logit is no finite number; the image is then in part added
   */
  public void add(
      HeadOutputs outputs, int image, TruthBoxes truth, Matches matches, double weight) {
    int first = 0;
    for (int level = 0; level < outputs.levels().size(); level++) {
      LevelOutputs values = outputs.levels().get(level);
      int count = values.height() * values.width() * outputs.anchorsPerCell();
      AnchorRange range = new AnchorRange(first, count, (long) image * count * classes);
      try {
        tally.addBackground(values, range, matches);
        addPositiveAnchors(level, values, range, new Labels(truth, matches, weight));
      } catch (FoveaException notFinite) {
        tally.clear();
        throw FoveaException.data(
            "level %s: %s".formatted(levelName(level), notFinite.getMessage()));
      }
      LogitHistogram[] ofLevel = negative.get(level);
      tally.moveTo(c -> at(ofLevel, c), weight);
      first += count;
    }
    images++;
    anchors += first - matches.ignored().length;
  }

  /**
   * The bins of one kind, level and class.
   *
   * @param positive whether of objects
   * @param level index
   * @param classIndex index
   * @param bins not empty
   */
  public record Part(boolean positive, int level, int classIndex, List<LogitBin> bins) {}

  /**
   * Adds what {@link #bins} gave elsewhere, so that histograms can be read back from a file.
   *
   * @param images how many the parts were gathered from
   * @param anchors of them all
   * @param parts each of a level and class that these histograms have
   */
  public void add(long images, long anchors, List<Part> parts) {
    for (Part part : parts) {
      LogitHistogram[] ofLevel = (part.positive() ? positive : negative).get(part.level());
      part.bins().forEach(at(ofLevel, part.classIndex())::add);
    }
    this.images += images;
    this.anchors += anchors;
  }

  /** What an image's anchors should have come out as. */
  private record Labels(TruthBoxes truth, Matches matches, double weight) {}

  /** The positive anchors' logits: one is positive, the others are background. */
  private void addPositiveAnchors(
      int level, LevelOutputs values, AnchorRange range, Labels labels) {
    int[] found = labels.matches().anchors();
    for (int i = AnchorRange.firstFrom(found, range.first());
        i < found.length && found[i] < range.first() + range.count();
        i++) {
      int label = labels.truth().classes()[labels.matches().boxes()[i]];
      long at = range.firstLogit() + (long) (found[i] - range.first()) * classes;
      for (int c = 0; c < classes; c++) {
        float logit = values.get(values.logits(), at + c);
        LogitTally.requireFinite(logit, c);
        at((c == label ? positive : negative).get(level), c).add(logit, labels.weight());
      }
    }
  }

  private static LogitHistogram at(LogitHistogram[] histograms, int classIndex) {
    if (histograms[classIndex] == null) {
      histograms[classIndex] = new LogitHistogram();
    }
    return histograms[classIndex];
  }

  /** How many images were added. */
  public long images() {
    return images;
  }

  /** How many anchors took part, positives included. */
  public long anchors() {
    return anchors;
  }

  /** The number of levels. */
  public int levels() {
    return positive.size();
  }

  /** K. */
  public int classes() {
    return classes;
  }

  /** The bins of one level and class, by rising logit; none where no logit was met. */
  public List<LogitBin> bins(boolean isPositive, int level, int classIndex) {
    LogitHistogram found = (isPositive ? positive : negative).get(level)[classIndex];
    return found == null ? List.of() : found.bins();
  }

  /** The bins of each kind, level and class that has any: positives first, then by level. */
  public List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    for (boolean isPositive : new boolean[] {true, false}) {
      for (int level = 0; level < levels(); level++) {
        for (int c = 0; c < classes; c++) {
          List<LogitBin> bins = bins(isPositive, level, c);
          if (!bins.isEmpty()) {
            parts.add(new Part(isPositive, level, c, bins));
          }
        }
      }
    }
    return parts;
  }

  /** What the paper calls a level: its first one is P3. */
  public static String levelName(int level) {
    return "P" + (level + 3);
  }

  /** The bins of all levels and classes together, by rising logit. */
  public List<LogitBin> bins(boolean isPositive) {
    LogitHistogram all = new LogitHistogram();
    for (LogitHistogram[] ofLevel : isPositive ? positive : negative) {
      Arrays.stream(ofLevel).filter(each -> each != null).forEach(all::add);
    }
    return all.bins();
  }
}

package dev.fovea.core.imbalance;

import dev.fovea.core.FoveaException;
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
 * dev.fovea.core.loss.DetectionLoss} adds up. A histogram takes 131 KB and is made where a logit
 * falls into it. Filling costs a few nanoseconds a logit and is bound by the scattered writes. For
 * one thread.
 */
public final class ImbalanceHistograms {
  private static final int BACKGROUND = -1;
  private static final int IGNORED = -2;

  private final int classes;
  private final List<LogitHistogram[]> positive = new ArrayList<>();
  private final List<LogitHistogram[]> negative = new ArrayList<>();
  private int[] labels = new int[0];
  private long images;
  private long anchors;

  /**
   * Empty.
   *
   * @param levels of the pyramid
   * @param classes K
   */
  public ImbalanceHistograms(int levels, int classes) {
    this.classes = classes;
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
   * @param matches which anchors are not background
   * @param weight by which each of its logits' losses is multiplied: 1 / normaliser, above 0
   * @throws FoveaException if a logit is no finite number
   */
  public void add(
      HeadOutputs outputs, int image, TruthBoxes truth, Matches matches, double weight) {
    label(outputs, truth, matches);
    int first = 0;
    for (int level = 0; level < outputs.levels().size(); level++) {
      LevelOutputs values = outputs.levels().get(level);
      int count = values.height() * values.width() * outputs.anchorsPerCell();
      for (int i = 0; i < count; i++) {
        int label = labels[first + i];
        if (label != IGNORED) {
          long at = ((long) image * count + i) * classes;
          for (int c = 0; c < classes; c++) {
            float logit = values.get(values.logits(), at + c);
            if (!Float.isFinite(logit)) {
              throw FoveaException.data(
                  "a logit of class %d in level %d is %s".formatted(c, level, logit));
            }
            of(label == c, level, c).add(logit, weight);
          }
        }
      }
      first += count;
    }
    images++;
    anchors += first - matches.ignored().length;
  }

  private void label(HeadOutputs outputs, TruthBoxes truth, Matches matches) {
    int count = 0;
    for (LevelOutputs level : outputs.levels()) {
      count += level.height() * level.width() * outputs.anchorsPerCell();
    }
    if (labels.length != count) {
      labels = new int[count];
    }
    Arrays.fill(labels, BACKGROUND);
    for (int i = 0; i < matches.anchors().length; i++) {
      labels[matches.anchors()[i]] = truth.classes()[matches.boxes()[i]];
    }
    for (int ignored : matches.ignored()) {
      labels[ignored] = IGNORED;
    }
  }

  private LogitHistogram of(boolean isPositive, int level, int classIndex) {
    LogitHistogram[] ofLevel = (isPositive ? positive : negative).get(level);
    if (ofLevel[classIndex] == null) {
      ofLevel[classIndex] = new LogitHistogram();
    }
    return ofLevel[classIndex];
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

  /** The bins of all levels and classes together, by rising logit. */
  public List<LogitBin> bins(boolean isPositive) {
    LogitHistogram all = new LogitHistogram();
    for (LogitHistogram[] ofLevel : isPositive ? positive : negative) {
      Arrays.stream(ofLevel).filter(each -> each != null).forEach(all::add);
    }
    return all.bins();
  }
}

package dev.fovea.core.imbalance;

import dev.fovea.core.loss.ClassificationLoss;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The cumulative loss over logits sorted from the easiest to the hardest: a curve of the paper's
 * Figure 4.
 *
 * @param fraction of the logits, rising to 1; begins with 0
 * @param loss the share of the loss that this easiest fraction holds, rising to 1; begins with 0
 */
public record CumulativeLoss(double[] fraction, double[] loss) {
  private record Item(long count, double loss) {
    double each() {
      return loss / count;
    }
  }

  /** Of the logits in some bins; a loss of 0 throughout gives the diagonal. */
  public static CumulativeLoss of(
      List<LogitBin> bins, boolean positive, ClassificationLoss function) {
    List<Item> items = new ArrayList<>();
    for (LogitBin bin : bins) {
      items.add(new Item(bin.count(), bin.mass() * function.value(bin.logit(), positive)));
    }
    items.sort(Comparator.comparingDouble(Item::each));
    double logits = items.stream().mapToLong(Item::count).sum();
    double total = items.stream().mapToDouble(Item::loss).sum();
    double[] fraction = new double[items.size() + 1];
    double[] loss = new double[items.size() + 1];
    long seen = 0;
    double sum = 0;
    for (int i = 0; i < items.size(); i++) {
      seen += items.get(i).count();
      sum += items.get(i).loss();
      fraction[i + 1] = seen / logits;
      loss[i + 1] = total > 0 ? sum / total : fraction[i + 1];
    }
    return new CumulativeLoss(fraction, loss);
  }

  /**
   * The share of the loss that the hardest logits hold.
   *
   * @param hardest which fraction of the logits, in {@code [0, 1]}; within a bin all count alike
   */
  public double shareOfHardest(double hardest) {
    double easier = 1 - hardest;
    for (int i = 1; i < fraction.length; i++) {
      if (fraction[i] >= easier) {
        double step = fraction[i] - fraction[i - 1];
        double within = step > 0 ? (easier - fraction[i - 1]) / step : 0;
        return 1 - (loss[i - 1] + within * (loss[i] - loss[i - 1]));
      }
    }
    return 0;
  }
}

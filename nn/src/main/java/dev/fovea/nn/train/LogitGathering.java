package dev.fovea.nn.train;

import dev.fovea.core.FoveaException;
import dev.fovea.core.anchor.Matches;
import dev.fovea.core.anchor.TruthBoxes;
import dev.fovea.core.head.HeadOutputs;
import dev.fovea.core.imbalance.ImbalanceHistograms;
import dev.fovea.core.loss.DetectionLoss;
import java.util.List;
import java.util.Optional;

/** Histograms of the logits that a validation's loss is made of, filled on its way. */
final class LogitGathering {
  private final DetectionLoss loss;
  private Optional<ImbalanceHistograms> histograms = Optional.empty();
  private boolean wanted;

  /** Gathers what {@code loss} adds up, where {@code wanted}. */
  LogitGathering(DetectionLoss loss, boolean wanted) {
    this.loss = loss;
    this.wanted = wanted;
  }

  /** Adds a batch's images, each with its own normaliser. */
  void add(HeadOutputs values, List<TruthBoxes> truths, List<Matches> matches) {
    if (!wanted) {
      return;
    }
    ImbalanceHistograms filled =
        histograms.orElseGet(
            () ->
                new ImbalanceHistograms(values.levels().size(), values.classes(), loss.parallel()));
    histograms = Optional.of(filled);
    double[] weights =
        loss.normalizer().weights(matches.stream().mapToInt(Matches::divisor).toArray());
    try {
      for (int image = 0; image < weights.length; image++) {
        filled.add(values, image, truths.get(image), matches.get(image), weights[image]);
      }
    } catch (FoveaException notFinite) {
      // A network that diverges has its say in the loss; here there is nothing left to look at.
      wanted = false;
      histograms = Optional.empty();
    }
  }

  /** What was gathered; nothing where it was not wanted, or where a logit was no finite number. */
  Optional<ImbalanceHistograms> histograms() {
    return histograms;
  }
}

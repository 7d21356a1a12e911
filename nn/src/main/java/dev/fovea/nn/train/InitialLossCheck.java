package dev.fovea.nn.train;

import dev.fovea.core.FoveaException;
import dev.fovea.core.anchor.AnchorGrid;
import dev.fovea.core.anchor.AnchorMatcher;
import dev.fovea.core.anchor.Matches;
import dev.fovea.core.loss.InitialLoss;
import dev.fovea.core.loss.Normalizer;
import dev.fovea.data.batch.Batch;
import dev.fovea.data.batch.BatchLoader;
import dev.fovea.data.check.Finding;
import dev.fovea.nn.settings.LossBranch;
import dev.fovea.nn.settings.Settings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Compares the first step's classification loss with the one that the prior lets expect, in closed
 * form for the step's real matches.
 *
 * <p>Only the heads need be fresh: a pretrained backbone changes little.
 *
 * @param expected the loss by {@link InitialLoss}, mean over the step's parts
 * @param prior π
 * @param tell hears of both numbers, once
 */
public record InitialLossCheck(double expected, double prior, Consumer<Finding> tell)
    implements TrainingListener {
  /** Fresh weights are within a few percent; a prior of 0.02 in place of 0.01 is not. */
  private static final double TOLERANCE = 0.1;

  /**
   * A listener for a run that begins; it reads the first step's pictures once more.
   *
   * @return empty where one of them cannot be read, as the step itself will say; as well where a
   *     sampler chooses among the anchors, for which there is no closed form
   */
  public static Optional<InitialLossCheck> of(TrainingInput input, Consumer<Finding> tell) {
    Settings settings = input.settings();
    if (settings.loss().sampler() != LossBranch.Sampler.ALL) {
      return Optional.empty();
    }
    double prior = settings.loss().priorProbability();
    InitialLoss initial = new InitialLoss(settings.loss().toClassification(), prior);
    Normalizer normalizer = Recipe.normalizer(settings.loss());
    AnchorMatcher matcher = new AnchorMatcher(settings.toMatching());
    int classes = input.training().classes().count();
    int parts = settings.train().accumulate();
    double sum = 0;
    try (BatchLoader loader = input.firstBatches()) {
      for (int part = 0; part < parts; part++) {
        try (Batch batch = loader.next()) {
          AnchorGrid grid = AnchorGrid.of(settings.toAnchors(), batch.width(), batch.height());
          List<Matches> matches =
              batch.truths().stream().map(truth -> matcher.match(grid, truth)).toList();
          sum += initial.ofBatch(matches, batch.truths(), grid.count(), classes, normalizer);
        }
      }
    } catch (FoveaException unreadable) {
      return Optional.empty();
    }
    return Optional.of(new InitialLossCheck(sum / parts, prior, tell));
  }

  @Override
  public void stepped(Step step) {
    if (step.step() != 1) {
      return;
    }
    String both =
        String.format(
            Locale.ROOT,
            "first classification loss %.3f; %.3f expected of fresh weights with loss.prior %s",
            step.classification(),
            expected,
            prior);
    boolean near = Math.abs(step.classification() - expected) <= TOLERANCE * expected;
    tell.accept(
        near
            ? Finding.note(both + ".")
            : Finding.warning(
                both
                    + ". Are the head's weights fresh, the prior used, the pictures as usual? A"
                    + " loss that starts high wastes the first steps, or diverges."));
  }
}

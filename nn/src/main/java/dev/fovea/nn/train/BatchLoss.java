package dev.fovea.nn.train;

import dev.fovea.core.Parallel;
import dev.fovea.core.anchor.AnchorGrid;
import dev.fovea.core.anchor.AnchorGrids;
import dev.fovea.core.anchor.AnchorMatcher;
import dev.fovea.core.anchor.AnchorSettings;
import dev.fovea.core.anchor.Matches;
import dev.fovea.core.box.BoxCoder;
import dev.fovea.core.loss.DetectionLoss;
import dev.fovea.core.loss.LossParts;
import dev.fovea.core.loss.sample.AllAnchors;
import dev.fovea.core.loss.sample.AnchorSampler;
import dev.fovea.data.batch.Batch;
import dev.fovea.nn.network.HeadTensors;
import dev.fovea.nn.settings.Settings;
import java.util.List;

/**
 * From a batch and the network's outputs to the loss: anchors, matching, loss, all on the tensors'
 * own memory.
 *
 * @param grids anchors of every input size
 * @param matcher assigns them to truth boxes
 * @param loss of the outputs
 */
record BatchLoss(AnchorGrids grids, AnchorMatcher matcher, DetectionLoss loss) {
  /**
   * The loss that settings ask for, over all anchors.
   *
   * @param anchors of the network
   * @param parallel the threads; whoever made it closes it
   */
  static BatchLoss of(Settings settings, AnchorSettings anchors, Parallel parallel) {
    return of(settings, anchors, parallel, new AllAnchors());
  }

  /** The same over the anchors that {@code sampler} chooses. */
  static BatchLoss of(
      Settings settings, AnchorSettings anchors, Parallel parallel, AnchorSampler sampler) {
    DetectionLoss loss =
        new DetectionLoss(
            settings.loss().toClassification(),
            settings.loss().toBox(),
            Recipe.normalizer(settings.loss()),
            BoxCoder.DEFAULT,
            parallel,
            sampler);
    AnchorMatcher matcher = new AnchorMatcher(settings.matching().toMatching());
    return new BatchLoss(new AnchorGrids(anchors), matcher, loss);
  }

  /** The loss; its gradient is written to {@code gradients}. */
  LossParts withGradient(Batch batch, HeadTensors outputs, HeadTensors gradients) {
    AnchorGrid grid = grids.of(batch.width(), batch.height());
    List<Matches> matches = matches(batch, grid);
    return outputs.lend(
        values ->
            gradients.lend(
                slopes -> loss.apply(values, grid.boxes(), batch.truths(), matches, slopes)));
  }

  /** The loss alone; {@code gathering} sees the same logits and matches. */
  LossParts value(Batch batch, HeadTensors outputs, LogitGathering gathering) {
    AnchorGrid grid = grids.of(batch.width(), batch.height());
    List<Matches> matches = matches(batch, grid);
    return outputs.lend(
        values -> {
          gathering.add(values, batch.truths(), matches);
          return loss.evaluate(values, grid.boxes(), batch.truths(), matches);
        });
  }

  /** What the loss of an image that is alone in its batch is multiplied by: 1 / its normaliser. */
  double weight(Matches matches) {
    return loss.normalizer().weights(new int[] {matches.divisor()})[0];
  }

  private List<Matches> matches(Batch batch, AnchorGrid grid) {
    return batch.truths().stream().map(truth -> matcher.match(grid, truth)).toList();
  }
}

package dev.fovea.nn.train;

import dev.fovea.core.anchor.AnchorGrid;
import dev.fovea.core.anchor.AnchorGrids;
import dev.fovea.core.anchor.AnchorMatcher;
import dev.fovea.core.anchor.Matches;
import dev.fovea.core.loss.DetectionLoss;
import dev.fovea.core.loss.LossParts;
import dev.fovea.data.batch.Batch;
import dev.fovea.nn.network.HeadTensors;
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

  private List<Matches> matches(Batch batch, AnchorGrid grid) {
    return batch.truths().stream().map(truth -> matcher.match(grid, truth)).toList();
  }
}

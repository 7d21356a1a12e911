package dev.fovea.core.loss;

import dev.fovea.core.Parallel;
import dev.fovea.core.loss.sample.AnchorSampler;
import dev.fovea.core.loss.sample.AnchorScores;
import java.util.Arrays;
import java.util.List;

/**
 * A classification loss over the anchors that a sampler chooses: the mean over an image's chosen
 * anchors, then over the images.
 *
 * <p>One pass over the logits for every anchor's loss, which clears the gradients as it goes; value
 * and gradient of the few chosen anchors then cost next to nothing.
 *
 * @param loss of each logit
 * @param sampler chooses among an image's anchors
 * @param parallel the threads
 * @param classes K
 */
record SampledClassification(
    ClassificationLoss loss, AnchorSampler sampler, Parallel parallel, int classes) {
  /**
   * Each image's share of the batch's loss; writes its gradients.
   *
   * @param blocks of all images
   * @param images {@code [N]}
   * @param special {@code [N]}: each image's anchors that are not background
   * @param anchors {@code [count, 4]}
   */
  double[] apply(
      List<LossBlock> blocks,
      List<LabelledImage> images,
      List<SpecialAnchors> special,
      float[] anchors) {
    float[][] losses = new float[images.size()][anchors.length / 4];
    LossKernel kernel = loss.kernel();
    parallel.forEach(
        blocks.size(),
        b -> {
          LossBlock block = blocks.get(b);
          score(block, kernel, special.get(block.image()), losses[block.image()]);
          long logits = (long) block.anchors() * classes;
          block.buffers().clearGradients(block.firstLogit(), logits);
        });
    DenseClassification dense = new DenseClassification(loss, classes);
    double[] shares = new double[images.size()];
    parallel.forEach(
        shares.length,
        n -> {
          int[] positives = images.get(n).matches().anchors();
          int[] chosen = sampler.sample(new AnchorScores(losses[n], anchors, positives));
          double weight = 1.0 / Math.max(1, chosen.length) / shares.length;
          double sum = 0;
          for (LossBlock block : blocks) {
            if (block.image() == n) {
              sum += sum(block, chosen, dense, special.get(n), weight);
            }
          }
          shares[n] = weight * sum;
        });
    return shares;
  }

  /** Writes the losses of the block's anchors to their places among all of the image. */
  private void score(LossBlock block, LossKernel kernel, SpecialAnchors special, float[] losses) {
    float[] background =
        kernel.anchorSums(block.buffers(), block.firstLogit(), block.anchors(), classes);
    System.arraycopy(background, 0, losses, block.firstAnchor(), background.length);
    int end = block.firstAnchor() + block.anchors();
    for (int i = special.firstFrom(block.firstAnchor());
        i < special.anchors().length && special.anchors()[i] < end;
        i++) {
      int anchor = special.anchors()[i];
      int label = special.classes()[i];
      losses[anchor] =
          label == SpecialAnchors.IGNORED ? AnchorScores.IGNORED : positive(block, anchor, label);
    }
  }

  private float positive(LossBlock block, int anchor, int label) {
    long first = block.firstLogit() + (long) (anchor - block.firstAnchor()) * classes;
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += loss.at(c).value(block.buffers().logit(first + c), c == label);
    }
    return (float) sum;
  }

  /** The unweighted sum over the chosen anchors of a block, in their order. */
  private double sum(
      LossBlock block,
      int[] chosen,
      DenseClassification dense,
      SpecialAnchors special,
      double weight) {
    int at = Arrays.binarySearch(chosen, block.firstAnchor());
    int end = block.firstAnchor() + block.anchors();
    double sum = 0;
    for (int i = at >= 0 ? at : -at - 1; i < chosen.length && chosen[i] < end; i++) {
      sum += dense.apply(block.only(chosen[i], classes), special, weight);
    }
    return sum;
  }
}

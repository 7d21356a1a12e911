package dev.fovea.core.loss;

import dev.fovea.core.Parallel;
import dev.fovea.core.anchor.Matches;
import dev.fovea.core.anchor.TruthBoxes;
import dev.fovea.core.box.BoxCoder;
import dev.fovea.core.head.HeadOutputs;
import dev.fovea.core.head.LevelOutputs;
import dev.fovea.core.loss.sample.AllAnchors;
import dev.fovea.core.loss.sample.AnchorSampler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The training loss of a dense detector: the classification loss of all anchors, or of those that a
 * sampler chooses, plus the box loss of the positive ones (paper, section 4.1).
 *
 * <p>One pass over the raw logits, where they lie; no dense target exists. Blocks of fixed size are
 * shared out to threads, their sums added in order: value and gradients have the same bits for any
 * number of threads. Anchors are numbered level, row, column, anchor of the cell. Segments must be
 * accessible from every thread: of a shared, automatic or global arena.
 *
 * <p>Where a sampler chooses, the classification loss is the mean over each image's chosen anchors,
 * then over the images, as a minibatch has it; the normaliser divides the box loss alone.
 *
 * @param classification of each logit
 * @param box of each positive anchor's deltas
 * @param normalizer what both are divided by
 * @param coder gives the deltas to be predicted
 * @param parallel the threads; whoever made it closes it
 * @param sampler which anchors have a classification loss
 */
public record DetectionLoss(
    ClassificationLoss classification,
    BoxLoss box,
    Normalizer normalizer,
    BoxCoder coder,
    Parallel parallel,
    AnchorSampler sampler) {
  /** A loss whose every anchor counts. */
  public DetectionLoss(
      ClassificationLoss classification,
      BoxLoss box,
      Normalizer normalizer,
      BoxCoder coder,
      Parallel parallel) {
    this(classification, box, normalizer, coder, parallel, new AllAnchors());
  }

  /**
   * The loss of a training batch with its gradients; the normaliser takes the batch into account.
   *
   * @param outputs N images
   * @param anchors {@code [count, 4]}, all levels in order, pixels of the network's input
   * @param truths {@code [N]}
   * @param matches {@code [N]}, ascending anchors
   * @param gradients shaped as {@code outputs}; overwritten fully, the normaliser's factor included
   * @throws IllegalArgumentException if shapes disagree, or an anchor or class does not exist
   */
  public LossParts apply(
      HeadOutputs outputs,
      float[] anchors,
      List<TruthBoxes> truths,
      List<Matches> matches,
      HeadOutputs gradients) {
    requireSameShape(outputs, gradients);
    requireCounts(outputs, anchors, truths, matches);
    normalizer.observe(divisors(matches));
    gradients.levels().forEach(level -> level.deltas().fill((byte) 0));
    return compute(outputs, anchors, labelled(truths, matches), Optional.of(gradients));
  }

  /** The loss of a validation batch: no gradients, and the normaliser stays as it is. */
  public LossParts evaluate(
      HeadOutputs outputs, float[] anchors, List<TruthBoxes> truths, List<Matches> matches) {
    requireCounts(outputs, anchors, truths, matches);
    return compute(outputs, anchors, labelled(truths, matches), Optional.empty());
  }

  private LossParts compute(
      HeadOutputs outputs,
      float[] anchors,
      List<LabelledImage> images,
      Optional<HeadOutputs> gradients) {
    double[] classificationSums =
        classify(outputs, LossBlock.of(outputs, gradients), images, anchors);
    PositiveBoxes positiveBoxes = new PositiveBoxes(box, coder, anchors);
    double[] boxSums = new double[images.size()];
    int positives = 0;
    for (LabelledImage image : images) {
      int n = image.image();
      boxSums[n] = image.weight() * positiveBoxes.apply(image, outputs, gradients);
      positives += image.matches().anchors().length;
    }
    return new LossParts(
        sumInOrder(classificationSums),
        sumInOrder(boxSums),
        classificationSums,
        boxSums,
        positives);
  }

  /** Each image's share. */
  private double[] classify(
      HeadOutputs outputs, List<LossBlock> blocks, List<LabelledImage> images, float[] anchors) {
    int classes = outputs.classes();
    DenseClassification dense = new DenseClassification(classification, classes);
    List<SpecialAnchors> special =
        images.stream()
            .map(image -> SpecialAnchors.of(image, anchors.length / 4, classes))
            .toList();
    if (!(sampler instanceof AllAnchors)) {
      return new SampledClassification(classification, sampler, parallel, classes)
          .apply(blocks, images, special, anchors);
    }
    double[] blockSums = new double[blocks.size()];
    parallel.forEach(
        blocks.size(),
        b -> {
          int n = blocks.get(b).image();
          blockSums[b] = dense.apply(blocks.get(b), special.get(n), images.get(n).weight());
        });
    double[] sums = new double[images.size()];
    for (int b = 0; b < blockSums.length; b++) {
      sums[blocks.get(b).image()] += blockSums[b];
    }
    for (LabelledImage image : images) {
      sums[image.image()] *= image.weight();
    }
    return sums;
  }

  private List<LabelledImage> labelled(List<TruthBoxes> truths, List<Matches> matches) {
    double[] weights = normalizer.weights(divisors(matches));
    List<LabelledImage> images = new ArrayList<>();
    for (int n = 0; n < weights.length; n++) {
      images.add(new LabelledImage(n, truths.get(n), matches.get(n), weights[n]));
    }
    return images;
  }

  private static int[] divisors(List<Matches> matches) {
    return matches.stream().mapToInt(Matches::divisor).toArray();
  }

  /** Not {@code DoubleStream.sum}, whose order is left open. */
  private static double sumInOrder(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  private static void requireCounts(
      HeadOutputs outputs, float[] anchors, List<TruthBoxes> truths, List<Matches> matches) {
    require("truths", truths.size(), outputs.images());
    require("matches", matches.size(), outputs.images());
    long cells = 0;
    for (LevelOutputs level : outputs.levels()) {
      cells += (long) level.height() * level.width();
    }
    require("anchor coordinates", anchors.length, 4 * cells * outputs.anchorsPerCell());
  }

  private static void requireSameShape(HeadOutputs outputs, HeadOutputs gradients) {
    int[] expected = shape(outputs);
    int[] found = shape(gradients);
    if (!Arrays.equals(expected, found)) {
      throw new IllegalArgumentException(
          "gradients are shaped "
              + Arrays.toString(found)
              + ", but the outputs "
              + Arrays.toString(expected)
              + " (images, anchors of a cell, classes, then height, width, element type)");
    }
  }

  private static int[] shape(HeadOutputs outputs) {
    int[] shape = new int[3 + 3 * outputs.levels().size()];
    shape[0] = outputs.images();
    shape[1] = outputs.anchorsPerCell();
    shape[2] = outputs.classes();
    int next = 3;
    for (LevelOutputs level : outputs.levels()) {
      shape[next++] = level.height();
      shape[next++] = level.width();
      shape[next++] = level.type().ordinal();
    }
    return shape;
  }

  private static void require(String what, long found, long expected) {
    if (found != expected) {
      throw new IllegalArgumentException(found + " " + what + ", not " + expected);
    }
  }
}

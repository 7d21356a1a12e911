package dev.fovea.core.detect;

import dev.fovea.core.Detection;
import dev.fovea.core.anchor.AnchorGrid;
import dev.fovea.core.anchor.GridSize;
import dev.fovea.core.box.Box;
import dev.fovea.core.box.BoxCoder;
import dev.fovea.core.box.Boxes;
import dev.fovea.core.box.NonMaximumSuppression;
import dev.fovea.core.detect.PostProcessing.Clip;
import dev.fovea.core.head.HeadOutputs;
import dev.fovea.core.head.LevelOutputs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes detections of the heads' outputs: threshold and top-k for each level on raw logits, decode,
 * clip, suppress for each class, scale to the image (paper, section 4, "Inference").
 *
 * <p>Faithful to torchvision's {@code RetinaNet.postprocess_detections} and {@code
 * GeneralizedRCNNTransform.postprocess} under {@link PostProcessing#torchvision}; of equal logits
 * the lower position comes first. A NaN logit never passes, nor does a box with an infinite or NaN
 * coordinate. May be called from many threads at once.
 */
public final class PostProcessor {
  private final PostProcessing settings;
  private final BoxCoder coder;
  private final float leastLogit;
  private final float coarsestLeastLogit;

  /** A post-processor by these thresholds and limits. */
  public PostProcessor(PostProcessing settings) {
    this.settings = settings;
    coder = settings.deltaLimit().coder();
    leastLogit = ScoreThreshold.logit(settings.scoreThreshold());
    coarsestLeastLogit = ScoreThreshold.logit(settings.coarsestScoreThreshold());
  }

  /**
   * The detections of one image of a batch, highest score first, in the image's own pixels.
   *
   * @param outputs of the batch
   * @param image index in the batch
   * @param grid the anchors of the batch's padded input
   * @param frame how the image lies in the input
   * @throws IllegalArgumentException when the grid is not that of the outputs
   */
  public List<Detection> detections(
      HeadOutputs outputs, int image, AnchorGrid grid, ImageFrame frame) {
    requireFit(outputs, image, grid);
    Candidates candidates = clipped(candidates(outputs, image, grid), frame);
    int[] kept =
        NonMaximumSuppression.keep(
            candidates.boxes(),
            candidates.logits(),
            candidates.classes(),
            settings.nms(),
            settings.maxDetections());
    List<Detection> detections = new ArrayList<>(kept.length);
    for (int index : kept) {
      Box box = scaled(candidates.boxes(), index, frame);
      boolean dropped = settings.clip() == Clip.AFTER_NMS && !(box.width() > 0 && box.height() > 0);
      if (!dropped) {
        float score = ScoreThreshold.score(candidates.logits()[index]);
        detections.add(new Detection(candidates.classes()[index], score, box));
      }
    }
    return List.copyOf(detections);
  }

  private Candidates clipped(Candidates candidates, ImageFrame frame) {
    if (settings.clip() == Clip.AFTER_NMS) {
      return candidates;
    }
    for (int i = 0; i < candidates.logits().length; i++) {
      Boxes.clip(candidates.boxes(), i, frame.inputWidth(), frame.inputHeight());
    }
    return settings.clip() == Clip.BEFORE_NMS ? candidates : candidates.withoutEmpty();
  }

  private Candidates candidates(HeadOutputs outputs, int image, AnchorGrid grid) {
    int levels = outputs.levels().size();
    long[][] best = new long[levels][];
    int total = 0;
    for (int level = 0; level < levels; level++) {
      best[level] = best(outputs, image, level);
      total += best[level].length;
    }
    Candidates candidates = new Candidates(new float[4 * total], new float[total], new int[total]);
    int count = 0;
    for (int level = 0; level < levels; level++) {
      count = decode(new Source(outputs, image, grid, level), best[level], candidates, count);
    }
    return new Candidates(
        Arrays.copyOf(candidates.boxes(), 4 * count),
        Arrays.copyOf(candidates.logits(), count),
        Arrays.copyOf(candidates.classes(), count));
  }

  private long[] best(HeadOutputs outputs, int image, int index) {
    LevelOutputs level = outputs.levels().get(index);
    boolean coarsest = index == outputs.levels().size() - 1;
    TopCandidates top =
        new TopCandidates(settings.topK(), coarsest ? coarsestLeastLogit : leastLogit);
    long anchors = (long) level.height() * level.width() * outputs.anchorsPerCell();
    int logits = Math.toIntExact(anchors * outputs.classes());
    LogitScan.scan(level, (long) image * logits, logits, top);
    return top.best();
  }

  /** Where a level's anchors and deltas are. */
  private record Source(HeadOutputs outputs, int image, AnchorGrid grid, int level) {
    void deltas(int anchor, float[] deltas) {
      LevelOutputs outputsOfLevel = outputs.levels().get(level);
      int anchors = grid.start(level + 1) - grid.start(level);
      for (int i = 0; i < 4; i++) {
        long index = 4 * ((long) image * anchors + anchor) + i;
        deltas[i] = outputsOfLevel.get(outputsOfLevel.deltas(), index);
      }
    }
  }

  /** Appends the boxes of a level's best logits; gives the new number of candidates. */
  private int decode(Source source, long[] best, Candidates candidates, int start) {
    int classes = source.outputs.classes();
    float[] deltas = new float[4];
    int count = start;
    for (long key : best) {
      int position = TopCandidates.position(key);
      int anchor = position / classes;
      source.deltas(anchor, deltas);
      int anchorOfGrid = source.grid.start(source.level) + anchor;
      coder.decode(source.grid.boxes(), anchorOfGrid, deltas, candidates.boxes(), count);
      if (Boxes.isFinite(candidates.boxes(), count)) {
        candidates.logits()[count] = TopCandidates.logit(key);
        candidates.classes()[count] = position % classes;
        count++;
      }
    }
    return count;
  }

  private static Box scaled(float[] boxes, int index, ImageFrame frame) {
    float scaleX = (float) frame.width() / frame.inputWidth();
    float scaleY = (float) frame.height() / frame.inputHeight();
    float[] box = Arrays.copyOfRange(boxes, 4 * index, 4 * index + 4);
    box[0] *= scaleX;
    box[1] *= scaleY;
    box[2] *= scaleX;
    box[3] *= scaleY;
    // Detectron2 clips here; for the others this only undoes the rounding of the product.
    Boxes.clip(box, 0, frame.width(), frame.height());
    return new Box(box[0], box[1], box[2], box[3]);
  }

  private static void requireFit(HeadOutputs outputs, int image, AnchorGrid grid) {
    if (image < 0 || image >= outputs.images()) {
      throw new IllegalArgumentException("image " + image + " of a batch of " + outputs.images());
    }
    if (outputs.levels().size() != grid.levels()
        || outputs.anchorsPerCell() != grid.anchorsPerCell()) {
      throw new IllegalArgumentException(
          "outputs of %d levels with %d anchors per cell, a grid of %d with %d"
              .formatted(
                  outputs.levels().size(),
                  outputs.anchorsPerCell(),
                  grid.levels(),
                  grid.anchorsPerCell()));
    }
    for (int level = 0; level < grid.levels(); level++) {
      LevelOutputs found = outputs.levels().get(level);
      GridSize size = new GridSize(found.height(), found.width());
      if (!size.equals(grid.size(level))) {
        throw new IllegalArgumentException(
            "level " + level + " has " + size + ", the grid " + grid.size(level));
      }
    }
  }
}

package dev.fovea.core.diagnosis;

import dev.fovea.core.Size;
import dev.fovea.core.anchor.AnchorGrid;
import dev.fovea.core.anchor.Matches;
import dev.fovea.core.anchor.TruthBoxes;
import dev.fovea.core.detect.ImageFrame;
import dev.fovea.core.detect.PostProcessing;
import dev.fovea.core.detect.PostProcessor;
import dev.fovea.core.head.HeadOutputs;

/**
 * Looks at an image's head outputs twice: as a user is shown them, and without suppression.
 *
 * @param shown the usual post-processing, from the shown score on
 * @param candidates the same, but no box suppresses another
 */
public record Viewer(PostProcessor shown, PostProcessor candidates) {
  /** More of a level than this are no candidates, but noise. */
  private static final int CANDIDATES = 10_000;

  private static final double NO_SUPPRESSION = 1;

  /**
   * By the settings of a model.
   *
   * @param usual how detections are made
   * @param shownScore from which on a detection counts as one, in place of the usual threshold
   */
  public static Viewer of(PostProcessing usual, float shownScore) {
    return new Viewer(
        new PostProcessor(
            with(usual, shownScore, usual.topK(), usual.nms(), usual.maxDetections())),
        new PostProcessor(with(usual, shownScore, CANDIDATES, NO_SUPPRESSION, CANDIDATES)));
  }

  private static PostProcessing with(
      PostProcessing usual, float score, int topK, double nms, int maxDetections) {
    return new PostProcessing(
        score, score, topK, nms, maxDetections, usual.clip(), usual.deltaLimit());
  }

  /**
   * The image's sight; all boxes are in pixels of the network's input.
   *
   * @param outputs of a batch of one image
   * @param truth what should be found
   * @param matches of the anchors with it
   * @param content the picture's part of the input, without padding
   */
  public Sight look(
      HeadOutputs outputs, AnchorGrid grid, TruthBoxes truth, Matches matches, Size content) {
    ImageFrame frame =
        new ImageFrame(content.width(), content.height(), content.width(), content.height());
    return new Sight(
        grid,
        truth,
        matches,
        outputs,
        shown.detections(outputs, 0, grid, frame),
        candidates.detections(outputs, 0, grid, frame));
  }
}

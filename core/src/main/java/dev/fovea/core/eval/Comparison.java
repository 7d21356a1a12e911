package dev.fovea.core.eval;

import java.util.List;

/**
 * Two results on the same ground truth, compared.
 *
 * @param ap mean over all IoU thresholds
 * @param ap50 at IoU 0.5
 * @param ap75 at IoU 0.75
 * @param classes those with an object, by ascending class index
 * @param settings that the intervals were found with
 */
public record Comparison(
    Difference ap,
    Difference ap50,
    Difference ap75,
    List<ClassDifference> classes,
    BootstrapSettings settings) {
  /** Below this many images a class's interval has no say: the draws repeat a few figures. */
  static final int FEWEST_IMAGES = 10;

  public Comparison {
    classes = List.copyOf(classes);
  }

  /**
   * How the results differ in one class's AP.
   *
   * @param classIndex {@code 0 … K−1}
   * @param images that have an object of the class
   * @param ap over all IoU thresholds
   */
  public record ClassDifference(int classIndex, int images, Difference ap) {
    /** Whether the class is in enough images for its interval to have a say: ten. */
    public boolean isJudged() {
      return images >= FEWEST_IMAGES;
    }

    /** What the interval says; undecided where the class is in fewer than ten images. */
    public Difference.Verdict verdict() {
      return isJudged() ? ap.verdict() : Difference.Verdict.UNDECIDED;
    }
  }
}

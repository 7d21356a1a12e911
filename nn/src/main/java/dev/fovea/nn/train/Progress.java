package dev.fovea.nn.train;

/**
 * How far a run is: all of it that is not a tensor.
 *
 * @param step finished steps
 * @param samples images taken from the shuffled epochs, which is the position in them
 * @param normalizer the normaliser's memory (Detectron2's moving average)
 * @param bestScore the best validation AP so far, −1 before the first
 * @param evaluationsSinceBest for early stopping
 * @param seconds of training behind it
 */
public record Progress(
    long step,
    long samples,
    double normalizer,
    double bestScore,
    int evaluationsSinceBest,
    double seconds) {

  /** Before the first step. */
  public static Progress start(double normalizer) {
    return new Progress(0, 0, normalizer, -1, 0, 0);
  }

  /** After one more step. */
  Progress after(int images, double newNormalizer, double stepSeconds) {
    return new Progress(
        step + 1,
        samples + images,
        newNormalizer,
        bestScore,
        evaluationsSinceBest,
        seconds + stepSeconds);
  }

  /** After an evaluation. */
  Progress evaluated(double score, boolean best, double evaluationSeconds) {
    return new Progress(
        step,
        samples,
        normalizer,
        best ? score : bestScore,
        best ? 0 : evaluationsSinceBest + 1,
        seconds + evaluationSeconds);
  }
}

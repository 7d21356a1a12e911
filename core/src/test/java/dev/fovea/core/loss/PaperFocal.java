package dev.fovea.core.loss;

/**
 * The oracle: value and derivative as PAPER.md's table prints them, in terms of {@code log p_t},
 * for finite logits in double.
 */
final class PaperFocal {
  private PaperFocal() {}

  /** {@code log σ(x)}. */
  static double logSigmoid(double x) {
    return x >= 0 ? -Math.log1p(Math.exp(-x)) : x - Math.log1p(Math.exp(x));
  }

  static double value(double gamma, double alphaT, double logit, boolean positive) {
    double x = positive ? logit : -logit;
    return -alphaT * Math.exp(gamma * logSigmoid(-x)) * logSigmoid(x);
  }

  static double gradient(double gamma, double alphaT, double logit, boolean positive) {
    double y = positive ? 1 : -1;
    double x = y * logit;
    double p = Math.exp(logSigmoid(x));
    double missing = Math.exp(logSigmoid(-x));
    double modulating = Math.exp(gamma * logSigmoid(-x));
    return alphaT * y * modulating * (gamma * p * logSigmoid(x) - missing);
  }
}

package dev.fovea.core.loss;

/**
 * The focal loss in float32, one logit at a time: the twin of {@link VectorFocalKernel} that always
 * works.
 *
 * <p>Each gradient has the bits that the vector kernel gives; only the sum is added in another
 * order.
 */
final class ScalarFocalKernel implements LossKernel {
  private static final float FARTHEST = -FloatArithmetic.LEAST_EXPONENT;

  private final double weight;
  private final float gamma;
  private final float gammaRest;
  private final ClassWeights classWeights;

  /** For γ of at most {@link FocalKernels#MAXIMUM_GAMMA}, with negatives that weigh more than 0. */
  ScalarFocalKernel(FocalLoss loss) {
    this(loss.gamma(), loss.weight(false), ClassWeights.NONE);
  }

  /** The same, for each class's negatives. */
  ScalarFocalKernel(ClassWiseFocalLoss loss) {
    this(loss.gamma(), 1, new ClassWeights(loss.negativeWeights(), 0));
  }

  private ScalarFocalKernel(double gamma, double weight, ClassWeights classWeights) {
    this.weight = weight;
    this.gamma = (float) gamma;
    this.gammaRest = (float) (gamma - this.gamma);
    this.classWeights = classWeights;
  }

  @Override
  public double background(LogitBuffers buffers, long from, int count, double scale) {
    float slopeScale = (float) (weight * scale);
    double sum = 0;
    for (long i = from; i < from + count; i++) {
      sum += step(buffers, i, slopeScale);
    }
    return weight * sum;
  }

  /** The unweighted value at index {@code i}; writes the gradient. */
  float step(LogitBuffers buffers, long i, float slopeScale) {
    float u = buffers.logit(i);
    boolean hard = u > 0;
    float distance = Math.abs(u);
    distance = distance > FARTHEST ? FARTHEST : distance;
    float e = FloatArithmetic.exponential(-distance, 0);
    // One division serves 1/(1 + e) and 1/(2 + e).
    float onePlus = e + 1;
    float twoPlus = onePlus + 1;
    float reciprocal = 1 / (onePlus * twoPlus);
    float large = reciprocal * twoPlus;
    float small = e * large;
    float log = FloatArithmetic.logarithm(e * (reciprocal * onePlus));
    float sigma = hard ? large : small;
    float rest = hard ? small : large;
    float modulating = modulating(sigma, hard ? 0 : -distance, log) * classWeights.at(i);
    // The gradient's softplus stays finite at u = +∞, where rest is 0.
    float hardening = rest * ((hard ? distance : 0) + log);
    buffers.putGradient(i, modulating * Math.fma(gamma, hardening, sigma) * slopeScale);
    return modulating * ((hard ? u : 0) + log);
  }

  /** {@code σ(u)^γ}, or {@code exp(γ (min(u, 0) − log1p(e^−|u|)))}. */
  private float modulating(float sigma, float negative, float log) {
    if (gamma == 0) {
      return 1;
    }
    if (gammaRest == 0 && gamma == 1) {
      return sigma;
    }
    if (gammaRest == 0 && gamma == 2) {
      return sigma * sigma;
    }
    float high = gamma * negative;
    float low = Math.fma(gamma, negative, -high) + Math.fma(gammaRest, negative, -(gamma * log));
    return FloatArithmetic.exponential(high, low);
  }
}

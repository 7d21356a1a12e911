package dev.fovea.core.loss;

import static dev.fovea.core.loss.FloatArithmetic.LEAST_EXPONENT;
import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * The focal loss over vectors of float32: what runs on a CPU.
 *
 * <p>Each logit is read once and its gradient written once, 4 bytes each (2 for bf16); what lies
 * between, about 60 operations with one division, goes through arrays that stay in the first cache
 * and is the limit rather than memory. The operations are those of {@link ScalarFocalKernel}. A run
 * that ends within a vector is filled up with −∞, where loss and gradient are 0.
 *
 * <p>The steps are loops of their own on purpose: the JIT compiler stops inlining in a method that
 * has grown past some thousand nodes, and from there on allocates an object for each vector. So the
 * logits are read outside {@link #prepare}: with the copy from bf16 in it, bf16 took twice as long.
 */
final class VectorFocalKernel implements LossKernel {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Double> DOUBLES = FLOATS.withLanes(double.class);
  private static final FloatVector ZERO = FloatVector.zero(FLOATS);
  private static final FloatVector ONE = FloatVector.broadcast(FLOATS, 1);
  private static final FloatVector LEAST = FloatVector.broadcast(FLOATS, LEAST_EXPONENT);
  private static final FloatVector FARTHEST = FloatVector.broadcast(FLOATS, -LEAST_EXPONENT);
  private static final int LANES = FLOATS.length();

  /** Logits at a time: five arrays of this length are 10 KB. */
  private static final int CHUNK = 512;

  private final double weight;
  private final float gamma;
  private final float gammaRest;
  private final ClassWeights classWeights;

  /** For γ of at most {@link FocalKernels#MAXIMUM_GAMMA}, with negatives that weigh more than 0. */
  VectorFocalKernel(FocalLoss loss) {
    this(loss.gamma(), loss.weight(false), ClassWeights.NONE);
  }

  /** The same, for each class's negatives. */
  VectorFocalKernel(ClassWiseFocalLoss loss) {
    this(loss.gamma(), 1, new ClassWeights(loss.negativeWeights(), CHUNK));
  }

  private VectorFocalKernel(double gamma, double weight, ClassWeights classWeights) {
    this.weight = weight;
    this.gamma = (float) gamma;
    this.gammaRest = (float) (gamma - this.gamma);
    this.classWeights = classWeights;
  }

  /** Whether the machine's vectors are so wide that half of one is a vector, for bf16. */
  static boolean isSupported() {
    return FLOATS.vectorBitSize() >= 128;
  }

  @Override
  public double background(LogitBuffers buffers, long from, int count, double scale) {
    float slopeScale = (float) (weight * scale);
    int length = wholeVectors(Math.min(count, CHUNK));
    Scratch scratch = new Scratch(length);
    VectorElementCopy copy = new VectorElementCopy(buffers.type(), length);
    double sum = 0;
    for (int done = 0; done < count; done += CHUNK) {
      int chunk = Math.min(CHUNK, count - done);
      copy.read(buffers, from + done, scratch.logits, chunk);
      int filled = prepare(scratch, from + done, chunk);
      sum += replaceByGradients(scratch, filled, slopeScale);
      if (buffers.wantsGradients()) {
        copy.write(scratch.logits, chunk, buffers, from + done);
      }
    }
    return weight * sum;
  }

  @Override
  public float[] anchorSums(LogitBuffers buffers, long from, int anchors, int classes) {
    int count = Math.multiplyExact(anchors, classes);
    int length = wholeVectors(Math.min(count, CHUNK));
    Scratch scratch = new Scratch(length);
    VectorElementCopy copy = new VectorElementCopy(buffers.type(), length);
    float[] sums = new float[anchors];
    int anchor = 0;
    int missing = classes;
    double sum = 0;
    for (int done = 0; done < count; done += CHUNK) {
      int chunk = Math.min(CHUNK, count - done);
      copy.read(buffers, from + done, scratch.logits, chunk);
      replaceByValues(scratch, prepare(scratch, from + done, chunk));
      for (int i = 0; i < chunk; i++) {
        sum += scratch.logits[i];
        if (--missing == 0) {
          sums[anchor++] = (float) (weight * sum);
          missing = classes;
          sum = 0;
        }
      }
    }
    return sums;
  }

  /** Computes all that value and gradient need of a chunk of logits; gives its filled length. */
  private int prepare(Scratch scratch, long from, int chunk) {
    int filled = wholeVectors(chunk);
    Arrays.fill(scratch.logits, chunk, filled, Float.NEGATIVE_INFINITY);
    exponentials(scratch, filled);
    sigmoids(scratch, filled);
    modulate(scratch, filled);
    weigh(scratch, filled, from);
    return filled;
  }

  private static int wholeVectors(int count) {
    return FLOATS.loopBound(count + LANES - 1);
  }

  /** {@code e^−|u|}. */
  private static void exponentials(Scratch scratch, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector exponent = negativeDistance(FloatVector.fromArray(FLOATS, scratch.logits, i));
      exponential(exponent).intoArray(scratch.log, i);
    }
  }

  /** {@code σ(u)}, {@code 1 − σ(u)}, and {@code log1p(e^−|u|)} in place of the exponential. */
  private static void sigmoids(Scratch scratch, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector e = FloatVector.fromArray(FLOATS, scratch.log, i);
      VectorMask<Float> hard = FloatVector.fromArray(FLOATS, scratch.logits, i).compare(GT, ZERO);
      // One division serves 1/(1 + e) and 1/(2 + e).
      FloatVector onePlus = e.add(ONE);
      FloatVector twoPlus = onePlus.add(ONE);
      FloatVector reciprocal = ONE.div(onePlus.mul(twoPlus));
      FloatVector large = reciprocal.mul(twoPlus);
      FloatVector small = e.mul(large);
      small.blend(large, hard).intoArray(scratch.sigma, i);
      large.blend(small, hard).intoArray(scratch.rest, i);
      logarithm(e.mul(reciprocal.mul(onePlus))).intoArray(scratch.log, i);
    }
  }

  /** {@code σ(u)^γ}: by multiplication where γ is 0, 1 or 2, else by an exponential. */
  private void modulate(Scratch scratch, int count) {
    if (gamma == 0) {
      Arrays.fill(scratch.modulating, 0, count, 1f);
    } else if (gammaRest == 0 && gamma == 1) {
      System.arraycopy(scratch.sigma, 0, scratch.modulating, 0, count);
    } else if (gammaRest == 0 && gamma == 2) {
      for (int i = 0; i < count; i += LANES) {
        FloatVector sigma = FloatVector.fromArray(FLOATS, scratch.sigma, i);
        sigma.mul(sigma).intoArray(scratch.modulating, i);
      }
    } else {
      power(scratch, count);
    }
  }

  /** Value and gradient both have the modulating factor: one multiplication serves both. */
  private void weigh(Scratch scratch, int count, long from) {
    if (classWeights.areEqual()) {
      return;
    }
    float[] weights = classWeights.repeated();
    int place = classWeights.place(from);
    for (int i = 0; i < count; i += LANES) {
      FloatVector.fromArray(FLOATS, scratch.modulating, i)
          .mul(FloatVector.fromArray(FLOATS, weights, place + i))
          .intoArray(scratch.modulating, i);
    }
  }

  /** {@code exp(γ (min(u, 0) − log1p(e^−|u|)))}, the exponent in two floats. */
  private void power(Scratch scratch, int count) {
    FloatVector factor = FloatVector.broadcast(FLOATS, gamma);
    FloatVector factorRest = FloatVector.broadcast(FLOATS, gammaRest);
    for (int i = 0; i < count; i += LANES) {
      FloatVector u = FloatVector.fromArray(FLOATS, scratch.logits, i);
      FloatVector log = FloatVector.fromArray(FLOATS, scratch.log, i);
      FloatVector negative = negativeDistance(u).blend(ZERO, u.compare(GT, ZERO));
      FloatVector high = negative.mul(factor);
      FloatVector rest = negative.fma(factorRest, log.mul(factor).neg());
      FloatVector low = negative.fma(factor, high.neg()).add(rest);
      VectorMask<Float> vanishes = high.add(low).compare(LT, LEAST);
      exponential(high.blend(LEAST, vanishes), low.blend(ZERO, vanishes))
          .intoArray(scratch.modulating, i);
    }
  }

  /** Writes the gradients over the logits; returns the unweighted sum of the values. */
  private double replaceByGradients(Scratch scratch, int count, float slopeScale) {
    FloatVector factor = FloatVector.broadcast(FLOATS, gamma);
    DoubleVector lower = DoubleVector.zero(DOUBLES);
    DoubleVector upper = DoubleVector.zero(DOUBLES);
    for (int i = 0; i < count; i += LANES) {
      FloatVector u = FloatVector.fromArray(FLOATS, scratch.logits, i);
      FloatVector log = FloatVector.fromArray(FLOATS, scratch.log, i);
      FloatVector modulating = FloatVector.fromArray(FLOATS, scratch.modulating, i);
      VectorMask<Float> hard = u.compare(GT, ZERO);
      FloatVector softplus = ZERO.blend(u, hard).add(log);
      // The gradient's softplus stays finite at u = +∞, where its factor is 0.
      FloatVector bounded = softplus.blend(FARTHEST, softplus.compare(GT, FARTHEST));
      FloatVector.fromArray(FLOATS, scratch.rest, i)
          .mul(bounded)
          .fma(factor, FloatVector.fromArray(FLOATS, scratch.sigma, i))
          .mul(modulating)
          .mul(slopeScale)
          .intoArray(scratch.logits, i);
      FloatVector value = modulating.mul(softplus);
      lower = lower.add(value.convertShape(F2D, DOUBLES, 0));
      upper = upper.add(value.convertShape(F2D, DOUBLES, 1));
    }
    return inOrder(lower) + inOrder(upper);
  }

  /** Writes the unweighted values over the logits. */
  private static void replaceByValues(Scratch scratch, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector u = FloatVector.fromArray(FLOATS, scratch.logits, i);
      FloatVector log = FloatVector.fromArray(FLOATS, scratch.log, i);
      FloatVector.fromArray(FLOATS, scratch.modulating, i)
          .mul(ZERO.blend(u, u.compare(GT, ZERO)).add(log))
          .intoArray(scratch.logits, i);
    }
  }

  /** Not {@code reduceLanes}, whose order is left open. */
  private static double inOrder(DoubleVector vector) {
    double sum = 0;
    for (double lane : vector.toArray()) {
      sum += lane;
    }
    return sum;
  }

  /** {@code −|u|}, at least {@link FloatArithmetic#LEAST_EXPONENT}; NaN stays. */
  private static FloatVector negativeDistance(FloatVector u) {
    FloatVector negative = u.abs().neg();
    return negative.blend(LEAST, negative.compare(LT, LEAST));
  }

  /** {@link FloatArithmetic#exponential} within its range. */
  private static FloatVector exponential(FloatVector high, FloatVector low) {
    FloatVector rounded = high.add(low).fma(Constants.LOG2_E, Constants.ROUNDER);
    return scaled(rounded, remainder(rounded, high).add(low));
  }

  /** The same for a lower part of 0. */
  private static FloatVector exponential(FloatVector exponent) {
    FloatVector rounded = exponent.fma(Constants.LOG2_E, Constants.ROUNDER);
    return scaled(rounded, remainder(rounded, exponent));
  }

  /** {@code exponent − n ln 2}, where {@code rounded} is n + {@link FloatArithmetic#ROUNDER}. */
  private static FloatVector remainder(FloatVector rounded, FloatVector exponent) {
    FloatVector n = rounded.sub(Constants.ROUNDER);
    return n.fma(Constants.MINUS_LN2_LOW, n.fma(Constants.MINUS_LN2_HIGH, exponent));
  }

  /** {@code 2^n e^r}. */
  private static FloatVector scaled(FloatVector rounded, FloatVector r) {
    FloatVector tail =
        Constants.E4
            .fma(r, Constants.E3)
            .fma(r, Constants.E2)
            .fma(r, Constants.E1)
            .fma(r, Constants.E0);
    FloatVector mantissa = tail.fma(r.mul(r), r).add(ONE);
    IntVector power = rounded.reinterpretAsInts().lanewise(LSHL, 23).add(FloatArithmetic.ONE_BITS);
    return mantissa.mul(power.reinterpretAsFloats());
  }

  /** {@link FloatArithmetic#logarithm}. */
  private static FloatVector logarithm(FloatVector s) {
    FloatVector z = s.mul(s);
    return Constants.L4
        .fma(z, Constants.L3)
        .fma(z, Constants.L2)
        .fma(z, Constants.L1)
        .fma(z, Constants.L0)
        .mul(s);
  }

  /** The arrays between the steps. */
  private static final class Scratch {
    final float[] logits;
    final float[] log;
    final float[] sigma;
    final float[] rest;
    final float[] modulating;

    Scratch(int length) {
      logits = new float[length];
      log = new float[length];
      sigma = new float[length];
      rest = new float[length];
      modulating = new float[length];
    }
  }

  /** {@link FloatArithmetic}'s numbers in every lane. */
  private static final class Constants {
    static final FloatVector LOG2_E = of(FloatArithmetic.LOG2_E);
    static final FloatVector MINUS_LN2_HIGH = of(-FloatArithmetic.LN2_HIGH);
    static final FloatVector MINUS_LN2_LOW = of(-FloatArithmetic.LN2_LOW);
    static final FloatVector ROUNDER = of(FloatArithmetic.ROUNDER);
    static final FloatVector E0 = of(FloatArithmetic.E0);
    static final FloatVector E1 = of(FloatArithmetic.E1);
    static final FloatVector E2 = of(FloatArithmetic.E2);
    static final FloatVector E3 = of(FloatArithmetic.E3);
    static final FloatVector E4 = of(FloatArithmetic.E4);
    static final FloatVector L0 = of(FloatArithmetic.L0);
    static final FloatVector L1 = of(FloatArithmetic.L1);
    static final FloatVector L2 = of(FloatArithmetic.L2);
    static final FloatVector L3 = of(FloatArithmetic.L3);
    static final FloatVector L4 = of(FloatArithmetic.L4);

    private static FloatVector of(float value) {
      return FloatVector.broadcast(FLOATS, value);
    }
  }
}

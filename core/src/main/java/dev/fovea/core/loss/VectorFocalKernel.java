package dev.fovea.core.loss;

import static dev.fovea.core.loss.FloatArithmetic.LEAST_EXPONENT;
import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.I2S;
import static jdk.incubator.vector.VectorOperators.IS_NAN;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.ZERO_EXTEND_S2I;

import dev.fovea.core.head.ElementType;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The focal loss over vectors of float32: what runs on a CPU.
 *
 * <p>One pass: 4 bytes read and 4 written for each logit (2 and 2 for bf16), about 60 operations
 * between them, one of them a division; near the limit of memory with 512-bit vectors, bound by
 * arithmetic below. Values are added in double. The rest of a run that fills no vector goes to the
 * {@linkplain ScalarFocalKernel scalar twin}, whose operations are the same.
 */
final class VectorFocalKernel implements LossKernel {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);
  private static final VectorSpecies<Double> DOUBLES = FLOATS.withLanes(double.class);
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final FloatVector ZERO = FloatVector.zero(FLOATS);
  private static final FloatVector ONE = FloatVector.broadcast(FLOATS, 1);
  private static final FloatVector FARTHEST = FloatVector.broadcast(FLOATS, -LEAST_EXPONENT);
  private static final int LANES = FLOATS.length();

  private final ScalarFocalKernel twin;
  private final double weight;
  private final float gamma;
  private final float gammaRest;

  /** For γ of at most {@link FocalKernels#MAXIMUM_GAMMA}, with negatives that weigh more than 0. */
  VectorFocalKernel(FocalLoss loss) {
    this.twin = new ScalarFocalKernel(loss);
    this.weight = loss.weight(false);
    this.gamma = (float) loss.gamma();
    this.gammaRest = (float) (loss.gamma() - gamma);
  }

  /** Whether the machine's vectors are wide enough for half of one to be a vector of bf16. */
  static boolean isSupported() {
    return FLOATS.vectorBitSize() >= 128;
  }

  @Override
  public double background(LogitBuffers buffers, long from, int count, double scale) {
    float slopeScale = (float) (weight * scale);
    int whole = count - count % LANES;
    double sum =
        buffers.type() == ElementType.FLOAT32
            ? floats(buffers, from, whole, slopeScale)
            : bfloats(buffers, from, whole, slopeScale);
    for (long i = from + whole; i < from + count; i++) {
      sum += twin.step(buffers, i, slopeScale);
    }
    return weight * sum;
  }

  private double floats(LogitBuffers buffers, long from, int count, float slopeScale) {
    MemorySegment logits = buffers.logits();
    MemorySegment gradients = buffers.gradients();
    boolean writes = buffers.wantsGradients();
    DoubleVector lower = DoubleVector.zero(DOUBLES);
    DoubleVector upper = DoubleVector.zero(DOUBLES);
    long start = from * Float.BYTES;
    long end = start + (long) count * Float.BYTES;
    for (long at = start; at < end; at += (long) LANES * Float.BYTES) {
      FloatVector u = FloatVector.fromMemorySegment(FLOATS, logits, at, ORDER);
      Terms terms = new Terms(u);
      FloatVector modulating = modulating(terms);
      if (writes) {
        slope(terms, modulating).mul(slopeScale).intoMemorySegment(gradients, at, ORDER);
      }
      FloatVector value = modulating.mul(terms.softplus(u));
      lower = lower.add(value.convertShape(F2D, DOUBLES, 0));
      upper = upper.add(value.convertShape(F2D, DOUBLES, 1));
    }
    return inOrder(lower) + inOrder(upper);
  }

  private double bfloats(LogitBuffers buffers, long from, int count, float slopeScale) {
    MemorySegment logits = buffers.logits();
    MemorySegment gradients = buffers.gradients();
    boolean writes = buffers.wantsGradients();
    DoubleVector lower = DoubleVector.zero(DOUBLES);
    DoubleVector upper = DoubleVector.zero(DOUBLES);
    long start = from * Short.BYTES;
    long end = start + (long) count * Short.BYTES;
    for (long at = start; at < end; at += (long) LANES * Short.BYTES) {
      FloatVector u = widen(ShortVector.fromMemorySegment(Halves.SHORTS, logits, at, ORDER));
      Terms terms = new Terms(u);
      FloatVector modulating = modulating(terms);
      if (writes) {
        narrow(slope(terms, modulating).mul(slopeScale)).intoMemorySegment(gradients, at, ORDER);
      }
      FloatVector value = modulating.mul(terms.softplus(u));
      lower = lower.add(value.convertShape(F2D, DOUBLES, 0));
      upper = upper.add(value.convertShape(F2D, DOUBLES, 1));
    }
    return inOrder(lower) + inOrder(upper);
  }

  /** Not {@code reduceLanes}, whose order is left open. */
  private static double inOrder(DoubleVector vector) {
    double sum = 0;
    for (double lane : vector.toArray()) {
      sum += lane;
    }
    return sum;
  }

  /** {@code σ^γ}: by multiplication where γ is 0, 1 or 2, else by an exponential. */
  private FloatVector modulating(Terms terms) {
    if (gamma == 0) {
      return ONE;
    }
    if (gammaRest == 0 && gamma == 1) {
      return terms.sigma;
    }
    if (gammaRest == 0 && gamma == 2) {
      return terms.sigma.mul(terms.sigma);
    }
    FloatVector negative = terms.distance.neg().blend(ZERO, terms.hard);
    FloatVector high = negative.mul(gamma);
    FloatVector rest = negative.fma(broadcast(gammaRest), terms.log.mul(gamma).neg());
    FloatVector low = negative.fma(broadcast(gamma), high.neg()).add(rest);
    return exponential(high, low);
  }

  private FloatVector slope(Terms terms, FloatVector modulating) {
    FloatVector hardening = terms.rest.mul(ZERO.blend(terms.distance, terms.hard).add(terms.log));
    return modulating.mul(hardening.fma(broadcast(gamma), terms.sigma));
  }

  private static FloatVector exponential(FloatVector high, FloatVector low) {
    VectorMask<Float> vanishes = high.add(low).compare(LT, LEAST_EXPONENT);
    return exponentialInRange(
        high.blend(LEAST_EXPONENT, vanishes), low.blend(0f, vanishes));
  }

  private static FloatVector exponentialInRange(FloatVector high, FloatVector low) {
    FloatVector rounded =
        high.add(low).fma(broadcast(FloatArithmetic.LOG2_E), broadcast(FloatArithmetic.ROUNDER));
    FloatVector n = rounded.sub(FloatArithmetic.ROUNDER);
    FloatVector r =
        n.fma(
                broadcast(-FloatArithmetic.LN2_LOW),
                n.fma(broadcast(-FloatArithmetic.LN2_HIGH), high))
            .add(low);
    FloatVector tail =
        broadcast(FloatArithmetic.E4)
            .fma(r, broadcast(FloatArithmetic.E3))
            .fma(r, broadcast(FloatArithmetic.E2))
            .fma(r, broadcast(FloatArithmetic.E1))
            .fma(r, broadcast(FloatArithmetic.E0));
    FloatVector mantissa = tail.fma(r.mul(r), r).add(1f);
    IntVector power =
        rounded.reinterpretAsInts().lanewise(LSHL, 23).add(FloatArithmetic.ONE_BITS);
    return mantissa.mul(power.reinterpretAsFloats());
  }

  private static FloatVector logarithm(FloatVector s) {
    FloatVector z = s.mul(s);
    return broadcast(FloatArithmetic.L4)
        .fma(z, broadcast(FloatArithmetic.L3))
        .fma(z, broadcast(FloatArithmetic.L2))
        .fma(z, broadcast(FloatArithmetic.L1))
        .fma(z, broadcast(FloatArithmetic.L0))
        .mul(s);
  }

  private static FloatVector broadcast(float value) {
    return FloatVector.broadcast(FLOATS, value);
  }

  private static FloatVector widen(ShortVector bits) {
    IntVector wide = (IntVector) bits.convertShape(ZERO_EXTEND_S2I, INTS, 0);
    return wide.lanewise(LSHL, 16).reinterpretAsFloats();
  }

  /** As {@link ElementType#toBfloat16}: nearest, ties to even; NaN stays NaN. */
  private static ShortVector narrow(FloatVector value) {
    IntVector bits = value.reinterpretAsInts();
    IntVector upper = bits.lanewise(LSHR, 16);
    IntVector even = upper.and(1).add(0x7fff);
    VectorMask<Integer> nan = value.test(IS_NAN).cast(INTS);
    IntVector rounded = bits.add(even).lanewise(LSHR, 16).blend(upper.or(0x40), nan);
    return (ShortVector) rounded.convertShape(I2S, Halves.SHORTS, 0);
  }

  /** What value and gradient share; lives in registers. */
  private static final class Terms {
    final VectorMask<Float> hard;
    final FloatVector distance;
    final FloatVector log;
    final FloatVector sigma;
    final FloatVector rest;

    Terms(FloatVector u) {
      hard = u.compare(GT, 0f);
      FloatVector absolute = u.abs();
      distance = absolute.blend(FARTHEST, absolute.compare(GT, -LEAST_EXPONENT));
      FloatVector e = exponentialInRange(distance.neg(), ZERO);
      // One division serves 1/(1 + e) and 1/(2 + e).
      FloatVector onePlus = e.add(1f);
      FloatVector twoPlus = e.add(2f);
      FloatVector reciprocal = ONE.div(onePlus.mul(twoPlus));
      FloatVector large = reciprocal.mul(twoPlus);
      FloatVector small = e.mul(large);
      log = logarithm(e.mul(reciprocal.mul(onePlus)));
      sigma = small.blend(large, hard);
      rest = large.blend(small, hard);
    }

    FloatVector softplus(FloatVector u) {
      return ZERO.blend(u, hard).add(log);
    }
  }

  /** Apart, because half of the narrowest vector does not exist: see {@link #isSupported}. */
  private static final class Halves {
    static final VectorSpecies<Short> SHORTS =
        VectorSpecies.of(short.class, VectorShape.forBitSize(FLOATS.vectorBitSize() / 2));
  }
}

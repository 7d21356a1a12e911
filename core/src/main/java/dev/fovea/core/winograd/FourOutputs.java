package dev.fovea.core.winograd;

import static dev.fovea.core.winograd.Filtering.read;

import jdk.incubator.vector.FloatVector;

/**
 * F(4, 3): 6 multiplications in place of 12 in each dimension.
 *
 * <p>The points are 0, ±3/4, ±3/2 and ∞, and not 0, ±1, ±2 and ∞ as with Lavin and Gray: outputs
 * are three times as exact, nearly as exact as a direct convolution's (docs/performance.md). Their
 * powers are exact in float32.
 */
final class FourOutputs implements Filtering {
  private static final float A = 3f / 4;
  private static final float B = 3f / 2;
  private static final float A2 = A * A;
  private static final float B2 = B * B;
  private static final float A3 = A2 * A;
  private static final float B3 = B2 * B;

  /** The products of a point's distances to the others, by which the taps are divided. */
  private static final double AT_ZERO = 1. * A2 * B2;

  private static final double AT_A = 2. * A2 * (A2 - B2);
  private static final double AT_B = 2. * B2 * (B2 - A2);

  @Override
  public int outputs() {
    return 4;
  }

  @Override
  public double[] taps() {
    return new double[] {
      1 / AT_ZERO,
      0,
      0,
      1 / AT_A,
      A / AT_A,
      A2 / AT_A,
      1 / AT_A,
      -A / AT_A,
      A2 / AT_A,
      1 / AT_B,
      B / AT_B,
      B2 / AT_B,
      1 / AT_B,
      -B / AT_B,
      B2 / AT_B,
      0,
      0,
      1
    };
  }

  @Override
  public void input(float[] v, int at, int step, int count) {
    for (int c = at; c < at + count; c += FLOATS.length()) {
      FloatVector d0 = read(v, c);
      FloatVector d1 = read(v, c + step);
      FloatVector d2 = read(v, c + 2 * step);
      FloatVector d3 = read(v, c + 3 * step);
      FloatVector d4 = read(v, c + 4 * step);
      FloatVector d5 = read(v, c + 5 * step);
      FloatVector even = d4.sub(d2.mul(B2));
      FloatVector odd = d3.sub(d1.mul(B2));
      FloatVector evenOfB = d4.sub(d2.mul(A2));
      FloatVector oddOfB = d3.sub(d1.mul(A2)).mul(B);
      even.sub(d2.sub(d0.mul(B2)).mul(A2)).intoArray(v, c);
      even.add(odd.mul(A)).intoArray(v, c + step);
      even.sub(odd.mul(A)).intoArray(v, c + 2 * step);
      evenOfB.add(oddOfB).intoArray(v, c + 3 * step);
      evenOfB.sub(oddOfB).intoArray(v, c + 4 * step);
      d5.sub(d3.mul(B2)).sub(odd.mul(A2)).intoArray(v, c + 5 * step);
    }
  }

  @Override
  public void output(float[] v, int at, int step, int count) {
    for (int c = at; c < at + count; c += FLOATS.length()) {
      FloatVector m1 = read(v, c + step);
      FloatVector m2 = read(v, c + 2 * step);
      FloatVector m3 = read(v, c + 3 * step);
      FloatVector m4 = read(v, c + 4 * step);
      FloatVector sum = m1.add(m2);
      FloatVector difference = m1.sub(m2);
      FloatVector sumOfB = m3.add(m4);
      FloatVector differenceOfB = m3.sub(m4);
      read(v, c).add(sum).add(sumOfB).intoArray(v, c);
      difference.mul(A).add(differenceOfB.mul(B)).intoArray(v, c + step);
      sum.mul(A2).add(sumOfB.mul(B2)).intoArray(v, c + 2 * step);
      difference
          .mul(A3)
          .add(differenceOfB.mul(B3))
          .add(read(v, c + 5 * step))
          .intoArray(v, c + 3 * step);
    }
  }

  @Override
  public void outputGradient(float[] v, int at, int step, int count) {
    for (int c = at; c < at + count; c += FLOATS.length()) {
      FloatVector g0 = read(v, c);
      FloatVector g1 = read(v, c + step);
      FloatVector g2 = read(v, c + 2 * step);
      FloatVector g3 = read(v, c + 3 * step);
      FloatVector even = g0.add(g2.mul(A2));
      FloatVector odd = g1.mul(A).add(g3.mul(A3));
      FloatVector evenOfB = g0.add(g2.mul(B2));
      FloatVector oddOfB = g1.mul(B).add(g3.mul(B3));
      even.add(odd).intoArray(v, c + step);
      even.sub(odd).intoArray(v, c + 2 * step);
      evenOfB.add(oddOfB).intoArray(v, c + 3 * step);
      evenOfB.sub(oddOfB).intoArray(v, c + 4 * step);
      g3.intoArray(v, c + 5 * step);
    }
  }

  @Override
  public void tapsGradient(float[] v, int at, int step, int count) {
    for (int c = at; c < at + count; c += FLOATS.length()) {
      FloatVector u1 = read(v, c + step);
      FloatVector u2 = read(v, c + 2 * step);
      FloatVector u3 = read(v, c + 3 * step);
      FloatVector u4 = read(v, c + 4 * step);
      FloatVector sum = u1.add(u2).mul((float) (1 / AT_A));
      FloatVector difference = u1.sub(u2).mul((float) (A / AT_A));
      FloatVector sumOfB = u3.add(u4).mul((float) (1 / AT_B));
      FloatVector differenceOfB = u3.sub(u4).mul((float) (B / AT_B));
      read(v, c).mul((float) (1 / AT_ZERO)).add(sum).add(sumOfB).intoArray(v, c);
      difference.add(differenceOfB).intoArray(v, c + step);
      sum.mul(A2).add(sumOfB.mul(B2)).add(read(v, c + 5 * step)).intoArray(v, c + 2 * step);
    }
  }
}

package dev.fovea.core.winograd;

import static dev.fovea.core.winograd.Filtering.read;

import jdk.incubator.vector.FloatVector;

/** F(2, 3), of the points 0, 1, −1 and ∞: half the multiplications in each dimension, and exact. */
final class TwoOutputs implements Filtering {
  @Override
  public int outputs() {
    return 2;
  }

  @Override
  public double[] taps() {
    return new double[] {1, 0, 0, .5, .5, .5, .5, -.5, .5, 0, 0, 1};
  }

  @Override
  public void input(float[] v, int at, int step, int count) {
    for (int c = at; c < at + count; c += FLOATS.length()) {
      FloatVector a0 = read(v, c);
      FloatVector a1 = read(v, c + step);
      FloatVector a2 = read(v, c + 2 * step);
      FloatVector a3 = read(v, c + 3 * step);
      a0.sub(a2).intoArray(v, c);
      a1.add(a2).intoArray(v, c + step);
      a2.sub(a1).intoArray(v, c + 2 * step);
      a1.sub(a3).intoArray(v, c + 3 * step);
    }
  }

  @Override
  public void output(float[] v, int at, int step, int count) {
    for (int c = at; c < at + count; c += FLOATS.length()) {
      FloatVector a0 = read(v, c);
      FloatVector a1 = read(v, c + step);
      FloatVector a2 = read(v, c + 2 * step);
      FloatVector a3 = read(v, c + 3 * step);
      a0.add(a1).add(a2).intoArray(v, c);
      a1.sub(a2).sub(a3).intoArray(v, c + step);
    }
  }

  @Override
  public void outputGradient(float[] v, int at, int step, int count) {
    for (int c = at; c < at + count; c += FLOATS.length()) {
      FloatVector a0 = read(v, c);
      FloatVector a1 = read(v, c + step);
      a0.add(a1).intoArray(v, c + step);
      a0.sub(a1).intoArray(v, c + 2 * step);
      a1.neg().intoArray(v, c + 3 * step);
    }
  }

  @Override
  public void tapsGradient(float[] v, int at, int step, int count) {
    for (int c = at; c < at + count; c += FLOATS.length()) {
      FloatVector a0 = read(v, c);
      FloatVector a1 = read(v, c + step);
      FloatVector a2 = read(v, c + 2 * step);
      FloatVector a3 = read(v, c + 3 * step);
      FloatVector half = a1.add(a2).mul(0.5f);
      a0.add(half).intoArray(v, c);
      a1.sub(a2).mul(0.5f).intoArray(v, c + step);
      half.add(a3).intoArray(v, c + 2 * step);
    }
  }
}

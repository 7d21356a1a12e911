package dev.fovea.core.winograd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Winograd's minimal filtering F(m, 3): the transforms of one dimension. Each works in place on
 * numbers that lie {@code step} apart, for {@code count} of them side by side, a multiple of 16.
 * Letters are those of Lavin and Gray.
 */
interface Filtering {
  /** The widest vectors. */
  VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

  /** m: outputs of a tile. */
  int outputs();

  /** {@code m + 2}: the inputs that they depend on, and places that the products are taken at. */
  default int side() {
    return outputs() + 2;
  }

  /** G {@code [m + 2, 3]}, row-major: what is done to the taps. */
  double[] taps();

  /** {@code Bᵀ d} of m + 2 numbers. */
  void input(float[] v, int at, int step, int count);

  /** {@code Aᵀ m}: m numbers of m + 2. */
  void output(float[] v, int at, int step, int count);

  /** {@code A g}: m + 2 numbers of m. */
  void outputGradient(float[] v, int at, int step, int count);

  /** {@code Gᵀ u}: three numbers of m + 2. */
  void tapsGradient(float[] v, int at, int step, int count);

  /** The vector at {@code at}. */
  static FloatVector read(float[] v, int at) {
    return FloatVector.fromArray(FLOATS, v, at);
  }
}

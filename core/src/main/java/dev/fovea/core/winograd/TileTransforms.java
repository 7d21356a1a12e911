package dev.fovea.core.winograd;

import java.lang.foreign.MemorySegment;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The transforms of Winograd's F(2×2, 3×3), of maps and products in bfloat16, for the calling
 * thread alone; sums are float32. Needs the module {@code jdk.incubator.vector}.
 *
 * <p>Maps {@code [N, H, W, C]} are those of a whole tensor; tiles {@code [16, T, C]} are those of
 * the given rows. C is a multiple of 16. Letters are those of Lavin and Gray.
 */
public final class TileTransforms {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();
  private static final int SIDE = Patch.SIDE;

  private TileTransforms() {}

  /**
   * {@code V = Bᵀ d B} of the 4×4 pixels that each tile's outputs depend on, zeros around the maps.
   *
   * @param maps the convolution's input
   * @param tiles filled with V
   */
  public static void input(MemorySegment maps, TileRows rows, MemorySegment tiles) {
    Patch patch = new Patch(rows);
    while (patch.next()) {
      patch.readPixels(maps, -1, SIDE);
      patch.alongRows(SIDE, TileTransforms::input);
      patch.alongColumns(SIDE, TileTransforms::input);
      patch.writeTile(tiles);
    }
  }

  /**
   * {@code Aᵀ M A} and the bias: the 2×2 outputs of each tile.
   *
   * @param tiles M, the products over the input's channels
   * @param bias of each channel
   * @param maps the convolution's output, of which these rows are filled
   */
  public static void output(MemorySegment tiles, TileRows rows, float[] bias, MemorySegment maps) {
    Patch patch = new Patch(rows);
    while (patch.next()) {
      patch.readTile(tiles);
      patch.alongRows(SIDE, TileTransforms::output);
      patch.alongColumns(2, TileTransforms::output);
      patch.add(bias);
      patch.writePixels(maps);
    }
  }

  /**
   * {@code A g Aᵀ}: the gradient with respect to M.
   *
   * @param maps g, the gradient with respect to the convolution's output
   * @param tiles filled with the gradient
   * @param sums of g over all pixels of these rows are added to it: the bias's gradient
   */
  public static void outputGradient(
      MemorySegment maps, TileRows rows, MemorySegment tiles, float[] sums) {
    Patch patch = new Patch(rows);
    while (patch.next()) {
      patch.readPixels(maps, 0, 2);
      patch.addTo(sums);
      patch.alongRows(2, TileTransforms::outputGradient);
      patch.alongColumns(SIDE, TileTransforms::outputGradient);
      patch.writeTile(tiles);
    }
  }

  /**
   * {@code Gᵀ U G} of the sum of all parts, in their order: the weight's gradient.
   *
   * @param parts the gradient with respect to U, each {@code [16, numbers]} in bfloat16
   * @param numbers input times output channels
   * @param from the first of them that is wanted
   * @param count how many are, a multiple of 16
   * @param weights {@code [9, numbers]}, float32, of which these are filled
   */
  public static void weightGradient(
      List<MemorySegment> parts, int numbers, int from, int count, MemorySegment weights) {
    Elements elements = new Elements(count);
    float[] sums = new float[SIDE * SIDE * count];
    for (MemorySegment part : parts) {
      for (int place = 0; place < SIDE * SIDE; place++) {
        elements.add(part, (long) place * numbers + from, sums, place * count, count);
      }
    }
    for (int row = 0; row < SIDE; row++) {
      weightGradient(sums, row * SIDE * count, count, count);
    }
    for (int column = 0; column < 3; column++) {
      weightGradient(sums, column * count, SIDE * count, count);
    }
    for (int place = 0; place < 9; place++) {
      int at = (place / 3 * SIDE + place % 3) * count;
      Elements.copy(sums, at, weights, (long) place * numbers + from, count);
    }
  }

  private static void input(float[] v, int at, int step, int channels) {
    for (int c = at; c < at + channels; c += LANES) {
      FloatVector a0 = FloatVector.fromArray(FLOATS, v, c);
      FloatVector a1 = FloatVector.fromArray(FLOATS, v, c + step);
      FloatVector a2 = FloatVector.fromArray(FLOATS, v, c + 2 * step);
      FloatVector a3 = FloatVector.fromArray(FLOATS, v, c + 3 * step);
      a0.sub(a2).intoArray(v, c);
      a1.add(a2).intoArray(v, c + step);
      a2.sub(a1).intoArray(v, c + 2 * step);
      a1.sub(a3).intoArray(v, c + 3 * step);
    }
  }

  private static void output(float[] v, int at, int step, int channels) {
    for (int c = at; c < at + channels; c += LANES) {
      FloatVector a0 = FloatVector.fromArray(FLOATS, v, c);
      FloatVector a1 = FloatVector.fromArray(FLOATS, v, c + step);
      FloatVector a2 = FloatVector.fromArray(FLOATS, v, c + 2 * step);
      FloatVector a3 = FloatVector.fromArray(FLOATS, v, c + 3 * step);
      a0.add(a1).add(a2).intoArray(v, c);
      a1.sub(a2).sub(a3).intoArray(v, c + step);
    }
  }

  private static void outputGradient(float[] v, int at, int step, int channels) {
    for (int c = at; c < at + channels; c += LANES) {
      FloatVector a0 = FloatVector.fromArray(FLOATS, v, c);
      FloatVector a1 = FloatVector.fromArray(FLOATS, v, c + step);
      a0.add(a1).intoArray(v, c + step);
      a0.sub(a1).intoArray(v, c + 2 * step);
      a1.neg().intoArray(v, c + 3 * step);
    }
  }

  private static void weightGradient(float[] v, int at, int step, int count) {
    for (int c = at; c < at + count; c += LANES) {
      FloatVector a0 = FloatVector.fromArray(FLOATS, v, c);
      FloatVector a1 = FloatVector.fromArray(FLOATS, v, c + step);
      FloatVector a2 = FloatVector.fromArray(FLOATS, v, c + 2 * step);
      FloatVector a3 = FloatVector.fromArray(FLOATS, v, c + 3 * step);
      FloatVector half = a1.add(a2).mul(0.5f);
      a0.add(half).intoArray(v, c);
      a1.sub(a2).mul(0.5f).intoArray(v, c + step);
      half.add(a3).intoArray(v, c + 2 * step);
    }
  }
}

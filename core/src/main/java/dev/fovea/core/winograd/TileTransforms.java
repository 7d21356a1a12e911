package dev.fovea.core.winograd;

import dev.fovea.core.head.ElementType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * The transforms of Winograd's F(m×m, 3×3) before and after the products, for the calling thread
 * alone; sums are float32. Needs the module {@code jdk.incubator.vector}. Letters are those of
 * Lavin and Gray.
 *
 * <p>Channels of inputs and of tiles are a multiple of 16.
 */
public final class TileTransforms {
  /**
   * F(2×2, 3×3) in bfloat16: 16 products in place of 36. More outputs would lose too much to its
   * rounding.
   */
  public static final TileTransforms IN_BFLOAT16 =
      new TileTransforms(new TwoOutputs(), ElementType.BFLOAT16);

  /** F(4×4, 3×3) in float32: 36 products in place of 144. */
  public static final TileTransforms IN_FLOAT32 =
      new TileTransforms(new FourOutputs(), ElementType.FLOAT32);

  private static final int TAPS = 3;

  private final Filtering filtering;
  private final ElementType type;
  private final int outputs;
  private final int side;

  TileTransforms(Filtering filtering, ElementType type) {
    this.filtering = filtering;
    this.type = type;
    this.outputs = filtering.outputs();
    this.side = filtering.side();
  }

  /** m: a tile has m × m outputs. */
  public int outputs() {
    return outputs;
  }

  /** (m + 2)²: where a tile's products are taken. */
  public int places() {
    return side * side;
  }

  /** G {@code [m + 2, 3]}, row-major: U of the products is {@code G g Gᵀ} of the weight g. */
  public double[] taps() {
    return filtering.taps();
  }

  /**
   * {@code V = Bᵀ d B} of the pixels that each tile's outputs depend on, zeros around the maps.
   *
   * @param maps the convolution's input
   * @param tiles filled with V
   */
  public void input(Maps maps, Tiling.Part part, TileNumbers tiles) {
    Patch patch = new Patch(type, side, tiles.channels());
    TileCursor tile = new TileCursor(part);
    while (tile.next()) {
      patch.readPixels(maps, tile, -1, side);
      patch.alongColumns(side, filtering::input);
      patch.alongRows(side, filtering::input);
      patch.writeTile(tiles, tile);
    }
  }

  /**
   * What is done to the convolution's outputs.
   *
   * @param bias of each channel of the tiles
   * @param onto whether what lies in the outputs' memory is added
   * @param least activation's lower limit
   * @param most its upper limit
   */
  public record Finish(float[] bias, boolean onto, float least, float most) {
    /** The bias alone. */
    public static Finish of(float[] bias) {
      return new Finish(bias, false, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
    }

    boolean limits() {
      return least > Float.NEGATIVE_INFINITY || most < Float.POSITIVE_INFINITY;
    }
  }

  /**
   * {@code Aᵀ M A}: the outputs of each tile.
   *
   * @param tiles M, the products over the input's channels; channels beyond the maps' are left out
   * @param maps the convolution's output, of which these tiles are filled
   */
  public void output(TileNumbers tiles, Tiling.Part part, Finish finish, Maps maps) {
    Patch patch = new Patch(type, side, tiles.channels());
    TileCursor tile = new TileCursor(part);
    while (tile.next()) {
      patch.readTile(tiles, tile);
      patch.alongColumns(side, filtering::output);
      patch.alongRows(outputs, filtering::output);
      patch.add(finish.bias(), outputs);
      if (finish.onto()) {
        patch.addPixels(maps, tile, outputs);
      }
      if (finish.limits()) {
        patch.clamp(finish.least(), finish.most(), outputs);
      }
      patch.writePixels(maps, tile, outputs);
    }
  }

  /**
   * {@code A g Aᵀ}: the gradient with respect to M.
   *
   * @param maps g, the gradient with respect to the convolution's output
   * @param tiles filled with the gradient
   * @param sums of g over all pixels of these tiles are added to it: the bias's gradient
   */
  public void outputGradient(Maps maps, Tiling.Part part, TileNumbers tiles, float[] sums) {
    Patch patch = new Patch(type, side, tiles.channels());
    TileCursor tile = new TileCursor(part);
    while (tile.next()) {
      patch.readPixels(maps, tile, 0, outputs);
      patch.addTo(sums, outputs);
      patch.alongColumns(outputs, filtering::outputGradient);
      patch.alongRows(side, filtering::outputGradient);
      patch.writeTile(tiles, tile);
    }
  }

  /**
   * {@code Gᵀ U G} of the sum of all parts, in their order: the weight's gradient.
   *
   * @param parts the gradient with respect to U, each {@code [(m + 2)², numbers]}
   * @param numbers input times output channels
   * @param from the first of them that is wanted
   * @param count how many are, a multiple of 16
   * @param weights {@code [9, numbers]}, float32, of which these are filled
   */
  public void weightGradient(
      List<MemorySegment> parts, int numbers, int from, int count, MemorySegment weights) {
    Elements elements = Elements.of(type, count);
    float[] sums = new float[places() * count];
    for (MemorySegment part : parts) {
      for (int place = 0; place < places(); place++) {
        elements.add(part, (long) place * numbers + from, sums, place * count, count);
      }
    }
    filtering.tapsGradient(sums, 0, side * count, side * count);
    for (int row = 0; row < TAPS; row++) {
      filtering.tapsGradient(sums, row * side * count, count, count);
    }
    for (int place = 0; place < TAPS * TAPS; place++) {
      int at = (place / TAPS * side + place % TAPS) * count;
      long to = (long) place * numbers + from;
      MemorySegment.copy(
          sums, at, weights, ValueLayout.JAVA_FLOAT_UNALIGNED, to * Float.BYTES, count);
    }
  }
}

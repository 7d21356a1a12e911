package dev.fovea.core.winograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.head.ElementType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The transforms around products, against convolutions by their definition. */
class TileTransformsTest {
  private static final int CHANNELS = 16;

  /** All numbers are small integers that bfloat16 holds exactly, so that results are equal. */
  @Nested
  class InBfloat16 extends Cases {
    InBfloat16() {
      super(TileTransforms.IN_BFLOAT16, ElementType.BFLOAT16, 0);
    }
  }

  /** Fractions are not exact. Outputs are up to 100. */
  @Nested
  class InFloat32 extends Cases {
    InFloat32() {
      super(TileTransforms.IN_FLOAT32, ElementType.FLOAT32, 1e-4);
    }
  }

  abstract static class Cases {
    private final Random random = new Random(7);
    private final TileTransforms transforms;
    private final ElementType type;
    private final double tolerance;
    private final int places;

    Cases(TileTransforms transforms, ElementType type, double tolerance) {
      this.transforms = transforms;
      this.type = type;
      this.tolerance = tolerance;
      this.places = transforms.places();
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "1, 2, 3", "2, 5, 7", "3, 6, 4", "1, 13, 9"})
    void convolves(int images, int height, int width) {
      MapShape shape = new MapShape(images, height, width);
      float[] maps = integers(size(shape), 1);
      // One input channel for each output: sums stay within bfloat16's eight bits.
      float[] taps = integers(9 * CHANNELS, 4);
      float[] bias = integers(CHANNELS, 3);
      MemorySegment output = memory(new float[maps.length]);
      convolve(
          List.of(shape),
          List.of(memory(maps)),
          taps,
          TileTransforms.Finish.of(bias),
          List.of(output));
      assertClose(values(output), convolved(shape, maps, taps, bias));
    }

    /** Two sizes, both with tiles in the part between. */
    @Test
    void mapsOfSeveralSizesAreTiledTogether() {
      List<MapShape> shapes = List.of(new MapShape(2, 9, 6), new MapShape(2, 3, 3));
      List<float[]> maps = shapes.stream().map(shape -> integers(size(shape), 1)).toList();
      float[] taps = integers(9 * CHANNELS, 4);
      float[] bias = integers(CHANNELS, 3);
      List<MemorySegment> outputs =
          maps.stream().map(map -> memory(new float[map.length])).toList();
      convolve(
          shapes,
          maps.stream().map(this::memory).toList(),
          taps,
          TileTransforms.Finish.of(bias),
          outputs);
      for (int i = 0; i < 2; i++) {
        assertClose(values(outputs.get(i)), convolved(shapes.get(i), maps.get(i), taps, bias));
      }
    }

    @Test
    void addsAndLimits() {
      MapShape shape = new MapShape(1, 6, 5);
      float[] maps = integers(size(shape), 1);
      float[] taps = integers(9 * CHANNELS, 4);
      float[] bias = integers(CHANNELS, 3);
      float[] before = integers(maps.length, 2);
      MemorySegment output = memory(before);
      TileTransforms.Finish finish = new TileTransforms.Finish(bias, true, 0, 6);
      convolve(List.of(shape), List.of(memory(maps)), taps, finish, List.of(output));
      float[] expected = convolved(shape, maps, taps, bias);
      for (int i = 0; i < expected.length; i++) {
        expected[i] = Math.clamp(expected[i] + before[i], 0, 6);
      }
      assertClose(values(output), expected);
    }

    private void convolve(
        List<MapShape> shapes,
        List<MemorySegment> inputs,
        float[] taps,
        TileTransforms.Finish finish,
        List<MemorySegment> outputs) {
      Tiling tiling = new Tiling(shapes, transforms.outputs());
      for (Tiling.Part part : tiling.parts(4)) {
        MemorySegment memory = memory(new float[places * part.tiles() * CHANNELS]);
        TileNumbers tiles = TileNumbers.byTile(memory, places, CHANNELS);
        transforms.input(new Maps(inputs, CHANNELS), part, tiles);
        float[] products = values(memory);
        for (int i = 0; i < products.length; i++) {
          products[i] *= transformed(taps, i / CHANNELS % places, i % CHANNELS);
        }
        tiles = TileNumbers.byTile(memory(products), places, CHANNELS);
        transforms.output(tiles, part, finish, new Maps(outputs, CHANNELS));
      }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "1, 2, 3", "2, 5, 7", "3, 6, 4"})
    void gradientOfWeightAndBiasIsThatOfTheDefinition(int images, int height, int width) {
      MapShape shape = new MapShape(images, height, width);
      float[] maps = integers(size(shape), 1);
      float[] slopes = integers(maps.length, 1);
      float[] bias = new float[CHANNELS];
      List<MemorySegment> parts = new ArrayList<>();
      for (Tiling.Part part : new Tiling(List.of(shape), transforms.outputs()).parts(4)) {
        int count = places * part.tiles() * CHANNELS;
        MemorySegment tiles = memory(new float[count]);
        MemorySegment tileSlopes = memory(new float[count]);
        transforms.input(
            new Maps(List.of(memory(maps)), CHANNELS),
            part,
            TileNumbers.byPlace(tiles, part.tiles(), CHANNELS));
        transforms.outputGradient(
            new Maps(List.of(memory(slopes)), CHANNELS),
            part,
            TileNumbers.byPlace(tileSlopes, part.tiles(), CHANNELS),
            bias);
        float[] v = values(tiles);
        float[] z = values(tileSlopes);
        float[] products = new float[places * CHANNELS];
        for (int i = 0; i < count; i++) {
          products[i / (part.tiles() * CHANNELS) * CHANNELS + i % CHANNELS] += v[i] * z[i];
        }
        parts.add(memory(products));
      }
      MemorySegment weights = Arena.ofAuto().allocate(ValueLayout.JAVA_FLOAT, 9 * CHANNELS);
      transforms.weightGradient(parts, CHANNELS, 0, CHANNELS, weights);
      assertClose(weights.toArray(ValueLayout.JAVA_FLOAT), weightGradient(shape, maps, slopes));
      assertThat(bias).isEqualTo(sums(slopes));
    }

    private void assertClose(float[] found, float[] expected) {
      assertThat(found).hasSameSizeAs(expected);
      for (int i = 0; i < found.length; i++) {
        assertThat((double) found[i]).as("%d", i).isCloseTo(expected[i], within(tolerance));
      }
    }

    /** {@code G g Gᵀ} at one place. */
    private float transformed(float[] taps, int place, int channel) {
      double[] g = transforms.taps();
      int side = transforms.outputs() + 2;
      double sum = 0;
      for (int tap = 0; tap < 9; tap++) {
        double row = g[place / side * 3 + tap / 3];
        double column = g[place % side * 3 + tap % 3];
        sum += row * taps[tap * CHANNELS + channel] * column;
      }
      return (float) sum;
    }

    private MemorySegment memory(float[] values) {
      MemorySegment memory = Arena.ofAuto().allocate((long) values.length * type.bytes(), 64);
      for (int i = 0; i < values.length; i++) {
        if (type == ElementType.FLOAT32) {
          memory.setAtIndex(ValueLayout.JAVA_FLOAT, i, values[i]);
        } else {
          short half = ElementType.toBfloat16(values[i]);
          assertThat(ElementType.fromBfloat16(half)).isEqualTo(values[i]);
          memory.setAtIndex(ValueLayout.JAVA_SHORT, i, half);
        }
      }
      return memory;
    }

    private float[] values(MemorySegment memory) {
      if (type == ElementType.FLOAT32) {
        return memory.toArray(ValueLayout.JAVA_FLOAT);
      }
      short[] halves = memory.toArray(ValueLayout.JAVA_SHORT);
      float[] values = new float[halves.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = ElementType.fromBfloat16(halves[i]);
      }
      return values;
    }

    /** Multiples of {@code step}, at most twice that. */
    private float[] integers(int count, int step) {
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = step * (random.nextInt(5) - 2);
      }
      return values;
    }
  }

  private static int size(MapShape shape) {
    return shape.images() * shape.height() * shape.width() * CHANNELS;
  }

  /** Each channel alone; taps {@code [3, 3, C]}, zeros around. */
  private static float[] convolved(MapShape shape, float[] maps, float[] taps, float[] bias) {
    float[] outputs = new float[maps.length];
    forEachTap(shape, (output, input, tap) -> outputs[output] += maps[input] * taps[tap]);
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] += bias[i % CHANNELS];
    }
    return outputs;
  }

  private static float[] weightGradient(MapShape shape, float[] maps, float[] slopes) {
    float[] gradient = new float[9 * CHANNELS];
    forEachTap(shape, (output, input, tap) -> gradient[tap] += maps[input] * slopes[output]);
    return gradient;
  }

  private interface Tap {
    void accept(int output, int input, int tap);
  }

  private static void forEachTap(MapShape shape, Tap use) {
    for (int output = 0; output < shape.images() * shape.height() * shape.width(); output++) {
      int y = output / shape.width() % shape.height();
      int x = output % shape.width();
      for (int tap = 0; tap < 9; tap++) {
        int down = tap / 3 - 1;
        int right = tap % 3 - 1;
        boolean inside =
            y + down >= 0
                && y + down < shape.height()
                && x + right >= 0
                && x + right < shape.width();
        for (int c = 0; inside && c < CHANNELS; c++) {
          int input = (output + down * shape.width() + right) * CHANNELS + c;
          use.accept(output * CHANNELS + c, input, tap * CHANNELS + c);
        }
      }
    }
  }

  private static float[] sums(float[] slopes) {
    float[] sums = new float[CHANNELS];
    for (int i = 0; i < slopes.length; i++) {
      sums[i % CHANNELS] += slopes[i];
    }
    return sums;
  }
}

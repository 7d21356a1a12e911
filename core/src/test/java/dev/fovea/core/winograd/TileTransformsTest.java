package dev.fovea.core.winograd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.head.ElementType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The transforms around products, against convolutions by their definition. All numbers are small
 * integers that bfloat16 holds exactly, so that results are equal.
 */
class TileTransformsTest {
  private static final int CHANNELS = 16;
  private static final double[][] G = {{1, 0, 0}, {.5, .5, .5}, {.5, -.5, .5}, {0, 0, 1}};

  private final Random random = new Random(7);

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 2, 3", "2, 5, 7", "3, 6, 4"})
  void convolves(int images, int height, int width) {
    MapShape shape = new MapShape(images, height, width, CHANNELS);
    float[] maps = integers(images * height * width * CHANNELS, 1);
    // One input channel for each output: sums stay within bfloat16's eight bits.
    float[] taps = integers(9 * CHANNELS, 4);
    float[] bias = integers(CHANNELS, 3);
    MemorySegment output = memory(new float[maps.length]);
    for (TileRows rows : TileRows.parts(shape, 4)) {
      MemorySegment tiles = memory(new float[16 * rows.tiles() * CHANNELS]);
      TileTransforms.input(memory(maps), rows, tiles);
      float[] products = values(tiles);
      for (int i = 0; i < products.length; i++) {
        products[i] *= transformed(taps, i / (rows.tiles() * CHANNELS), i % CHANNELS);
      }
      TileTransforms.output(memory(products), rows, bias, output);
    }
    assertThat(values(output)).isEqualTo(convolved(shape, maps, taps, bias));
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 2, 3", "2, 5, 7", "3, 6, 4"})
  void gradientOfWeightAndBiasIsThatOfTheDefinition(int images, int height, int width) {
    MapShape shape = new MapShape(images, height, width, CHANNELS);
    float[] maps = integers(images * height * width * CHANNELS, 1);
    float[] slopes = integers(maps.length, 1);
    float[] bias = new float[CHANNELS];
    List<MemorySegment> parts = new ArrayList<>();
    for (TileRows rows : TileRows.parts(shape, 4)) {
      MemorySegment tiles = memory(new float[16 * rows.tiles() * CHANNELS]);
      MemorySegment tileSlopes = memory(new float[16 * rows.tiles() * CHANNELS]);
      TileTransforms.input(memory(maps), rows, tiles);
      TileTransforms.outputGradient(memory(slopes), rows, tileSlopes, bias);
      float[] v = values(tiles);
      float[] z = values(tileSlopes);
      float[] products = new float[16 * CHANNELS];
      for (int i = 0; i < v.length; i++) {
        products[i / (rows.tiles() * CHANNELS) * CHANNELS + i % CHANNELS] += v[i] * z[i];
      }
      parts.add(memory(products));
    }
    MemorySegment weights = Arena.ofAuto().allocate(ValueLayout.JAVA_FLOAT, 9 * CHANNELS);
    TileTransforms.weightGradient(parts, CHANNELS, 0, CHANNELS, weights);
    assertThat(weights.toArray(ValueLayout.JAVA_FLOAT))
        .isEqualTo(weightGradient(shape, maps, slopes));
    assertThat(bias).isEqualTo(sums(slopes));
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

  /** {@code G g Gᵀ} at one of the 16 places. */
  private static float transformed(float[] taps, int place, int channel) {
    double sum = 0;
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        double tap = taps[(row * 3 + column) * CHANNELS + channel];
        sum += G[place / 4][row] * tap * G[place % 4][column];
      }
    }
    return (float) sum;
  }

  private static float[] sums(float[] slopes) {
    float[] sums = new float[CHANNELS];
    for (int i = 0; i < slopes.length; i++) {
      sums[i % CHANNELS] += slopes[i];
    }
    return sums;
  }

  /** Multiples of {@code step}, at most twice that. */
  private float[] integers(int count, int step) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = step * (random.nextInt(5) - 2);
    }
    return values;
  }

  private static MemorySegment memory(float[] values) {
    MemorySegment memory = Arena.ofAuto().allocate(ValueLayout.JAVA_SHORT, values.length);
    for (int i = 0; i < values.length; i++) {
      short half = ElementType.toBfloat16(values[i]);
      assertThat(ElementType.fromBfloat16(half)).isEqualTo(values[i]);
      memory.setAtIndex(ValueLayout.JAVA_SHORT, i, half);
    }
    return memory;
  }

  private static float[] values(MemorySegment memory) {
    short[] halves = memory.toArray(ValueLayout.JAVA_SHORT);
    float[] values = new float[halves.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = ElementType.fromBfloat16(halves[i]);
    }
    return values;
  }
}

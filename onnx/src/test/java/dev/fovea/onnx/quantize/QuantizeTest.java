package dev.fovea.onnx.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The oracles go over all values one by one, in double, without histograms. */
class QuantizeTest {
  @Test
  void knownRangesGiveKnownScales() {
    assertThat(AffineScale.of(new Range(0, 25.5))).isEqualTo(new AffineScale(0.1f, 0));
    assertThat(AffineScale.of(new Range(-1, 1.55))).isEqualTo(new AffineScale(0.01f, 100));
    assertThat(AffineScale.of(new Range(-51, 0))).isEqualTo(new AffineScale(0.2f, 255));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void aValueInTheRangeMovesByHalfAStepAndZeroNotAtAll(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double magnitude = Math.exp(random.nextDouble(-10, 10));
    Range range =
        new Range(
            random.nextInt(3) == 0 ? 0 : -magnitude * random.nextDouble(),
            magnitude * random.nextDouble(0.01, 1));
    AffineScale scale = AffineScale.of(range);
    assertThat(scale.dequantize(scale.quantize(0))).isZero();
    for (int i = 0; i < 1000; i++) {
      double value = random.nextDouble(range.low(), range.high());
      double back = scale.dequantize(scale.quantize(value));
      // The ends themselves lie off the grid by up to half a step, since 0 is on it.
      assertThat(Math.abs(back - value)).isLessThanOrEqualTo(scale.scale() * 1.001);
      if (value > range.low() + scale.scale() && value < range.high() - scale.scale()) {
        assertThat(Math.abs(back - value)).isLessThanOrEqualTo(scale.scale() * 0.5001);
      }
    }
    assertThat(scale.quantize(range.high() * 10)).isEqualTo(255);
    assertThat(scale.quantize(-magnitude * 1000)).isZero();
  }

  @Test
  void aHistogramLosesNothingWhileItGrows() {
    Histogram histogram = new Histogram();
    histogram.add(FloatBuffer.wrap(new float[] {0, 1e-6f, -3e-5f, 0, 0.5f, -700, 12}));
    assertThat(histogram.count()).isEqualTo(7);
    assertThat(histogram.least()).isEqualTo(-700);
    assertThat(histogram.most()).isEqualTo(12);
    long[] sides = new long[2];
    histogram.forEach((middle, count) -> sides[middle < 0 ? 0 : 1] += count);
    assertThat(sides).containsExactly(2, 3);
    assertThatThrownBy(() -> histogram.add(FloatBuffer.wrap(new float[] {Float.NaN})))
        .hasMessageContaining("NaN");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void binsHoldTheValuesThatLieInThem(long seed) {
    float[] values = values(seed, 5000);
    Histogram histogram = seen(values);
    double width = Math.scalb(1.0, Math.getExponent(largest(values)) + 1) / 2048;
    histogram.forEach(
        (middle, count) ->
            assertThat(count)
                .as("seed %d, bin at %s", seed, middle)
                .isEqualTo(countIn(values, middle - width / 2, middle + width / 2)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aPercentileIsThatOfTheSortedValues(long seed) {
    float[] values = values(seed, 20000);
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    Range range = new Percentile(99.5).of(seen(values));
    double bin = largest(values) / 1024;
    assertThat(range.high()).isCloseTo(Math.max(0, sorted[19899]), offset(bin));
    assertThat(range.low()).isCloseTo(Math.min(0, sorted[100]), offset(bin));
  }

  private static Offset<Double> offset(double bin) {
    return Offset.offset(bin);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noRangeOfAGridHasClearlyLessErrorThanTheOneOfLeastError(long seed) {
    float[] values = values(seed, 4000);
    Histogram histogram = seen(values);
    double found = error(values, new LeastError().of(histogram));
    double best = Double.MAX_VALUE;
    for (int upper = 1; upper <= 40; upper++) {
      for (int lower = 0; lower <= (histogram.least() < 0 ? 40 : 0); lower++) {
        Range range = new Range(histogram.least() * lower / 40, histogram.most() * upper / 40);
        best = Math.min(best, error(values, range));
      }
    }
    assertThat(found).as("seed %d", seed).isLessThanOrEqualTo(best * 1.05);
    assertThat(found).isLessThanOrEqualTo(error(values, RangeRule.extremes(histogram)) * 1.001);
  }

  /** By the definition: steps from the low end, 0 among them. */
  private static double error(float[] values, Range range) {
    double step = (range.high() - range.low()) / 255;
    long zero = Math.round(-range.low() / step);
    double sum = 0;
    for (float value : values) {
      long place = Math.min(255, Math.max(0, Math.round(value / step) + zero));
      double difference = value - (place - zero) * step;
      sum += difference * difference;
    }
    return sum;
  }

  /**
   * N values between −1 and 1 and an 8: with an upper end h, rounding makes N·((h + 1)/255)²/12 and
   * cutting (8 − h)². Their sum is least at h = (8 − c)/(1 + c), c = N/(12·255²).
   */
  @ParameterizedTest
  @ValueSource(ints = {100_000, 300_000, 1_000_000})
  void anOutlierIsCutAsFarAsPays(int count) {
    double c = count / (12.0 * 255 * 255);
    assertThat(new LeastError().of(seen(withOutlier(count))).high())
        .isCloseTo((8 - c) / (1 + c), offset(0.3));
  }

  private static float[] withOutlier(int count) {
    SplittableRandom random = new SplittableRandom(1);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    values[17] = 8;
    return values;
  }

  @Test
  void zerosAloneHaveARange() {
    Histogram zeros = seen(new float[9]);
    for (RangeRule rule :
        new RangeRule[] {RangeRule::extremes, new Percentile(99), new LeastError()}) {
      assertThat(rule.of(zeros)).isEqualTo(new Range(0, 1));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void eachChannelsWeightsMoveByHalfOfItsStep(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] bias = new float[7];
    float[] weights = new float[7 * 18];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (random.nextGaussian() * Math.exp(i / 18 - 3));
    }
    ChannelWeights quantized = ChannelWeights.of(weights, bias);
    for (int channel = 0; channel < 7; channel++) {
      float largest = largest(Arrays.copyOfRange(weights, channel * 18, channel * 18 + 18));
      assertThat(quantized.scales()[channel]).isEqualTo(largest / 127);
      for (int i = channel * 18; i < channel * 18 + 18; i++) {
        double back = quantized.values()[i] * (double) quantized.scales()[channel];
        assertThat(Math.abs(back - weights[i])).isLessThanOrEqualTo(largest / 253.9);
      }
    }
  }

  @Test
  void aBiasFitsAlsoWhereBatchNormHasSwitchedTheChannelOff() {
    float[] bias = {3, -2, 0.5f, 0};
    float[] weights = {1e-30f, 0, 0.1f, 0};
    ChannelWeights quantized = ChannelWeights.of(weights, bias);
    float[] steps = quantized.sumScales(0.01f);
    int[] multiples = ChannelWeights.bias(bias, steps);
    for (int channel = 0; channel < bias.length; channel++) {
      assertThat(multiples[channel] * (double) steps[channel])
          .isCloseTo(bias[channel], offset(1e-3));
    }
  }

  private static Histogram seen(float[] values) {
    Histogram histogram = new Histogram();
    for (int start = 0; start < values.length; start += 999) {
      int count = Math.min(999, values.length - start);
      histogram.add(FloatBuffer.wrap(values, start, count));
    }
    return histogram;
  }

  /** Odd seeds: rectified, half of them 0; even: of both signs. Long tails. */
  private static float[] values(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    double magnitude = Math.exp(random.nextDouble(-3, 3));
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      double value = random.nextGaussian() * Math.exp(random.nextGaussian() / 2) * magnitude;
      values[i] = (float) (seed % 2 == 0 ? value : Math.max(0, value));
    }
    return values;
  }

  private static float largest(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private static long countIn(float[] values, double from, double to) {
    long count = 0;
    for (float value : values) {
      count += value != 0 && value >= from && value < to ? 1 : 0;
    }
    return count;
  }
}

package dev.fovea.core.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against numpy's own results, recorded by {@code src/test/python/record_numpy_mean.py}. */
class NumpyMeanTest {
  @Test
  void meansHaveNumpysBits() throws IOException {
    for (String[] line : recorded("mean")) {
      double[] values = values(Long.parseLong(line[2]), Integer.parseInt(line[1]));

      assertThat(NumpyMean.ofDefined(values))
          .as("mean of %s values, seed %s", line[1], line[2])
          .isEqualTo(Double.parseDouble(line[3]));
    }
  }

  @Test
  void thresholdsHaveNumpysBits() throws IOException {
    for (String[] line : recorded("linspace")) {
      List<Double> expected =
          Arrays.stream(line).skip(3).map(Double::parseDouble).toList();
      CocoSettings coco = CocoSettings.coco();

      assertThat(line[1].equals("0.5") ? coco.iouThresholds() : coco.recallThresholds())
          .isEqualTo(expected);
    }
  }

  @Test
  void undefinedValuesAreLeftOut() {
    assertThat(NumpyMean.ofDefined(new double[] {-1, 0.25, -1, 0.75})).isEqualTo(0.5);
    assertThat(NumpyMean.ofDefined(new double[] {-1, -1})).isEqualTo(-1);
    assertThat(NumpyMean.ofDefined(new double[0])).isEqualTo(-1);
  }

  private static double[] values(long seed, int count) {
    double[] values = new double[count];
    long state = seed;
    for (int i = 0; i < count; i++) {
      state = (1103515245L * state + 12345) % (1L << 31);
      values[i] = state / 2147483648.0;
    }
    return values;
  }

  private static List<String[]> recorded(String what) throws IOException {
    try (InputStream file = NumpyMeanTest.class.getResourceAsStream("numpy_mean.csv")) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      List<String[]> lines =
          text.lines().map(l -> l.split(",")).filter(l -> l[0].equals(what)).toList();
      assertThat(lines).isNotEmpty();
      return lines;
    }
  }
}

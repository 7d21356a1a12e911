package dev.fovea.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.FoveaException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EffectiveNumberTest {
  @Test
  void itIsTheGeometricSum() {
    // Cui et al., equation 3: E_n = 1 + β + … + β^(n−1).
    double sum = 0;
    for (int n = 1; n <= 2000; n++) {
      sum += Math.pow(0.99, n - 1);
      assertThat(new EffectiveNumber(0.99, 0.25).of(n)).isCloseTo(sum, within(1e-10));
    }
    assertThat(new EffectiveNumber(0.999, 0.25).of(1_000_000_000)).isCloseTo(1000, within(1e-9));
    assertThat(new EffectiveNumber(0, 0.25).of(7)).isEqualTo(1);
    assertThat(new EffectiveNumber(1 - 1e-12, 0.25).of(7)).isCloseTo(7, within(1e-3));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.25, 0.5, 0.75})
  void theMeanIsTheOneAskedForHoweverRareAClassIs(double mean) {
    for (double beta : new double[] {0, 0.9, 0.999, 0.9999999}) {
      for (long[] counts :
          new long[][] {
            {5}, {9, 9, 9}, {0, 1, 1_000_000}, {4155, 361, 372}, {1, 1, 1, 1, 900_000}
          }) {
        List<Double> alphas = new EffectiveNumber(beta, mean).alphas(counts);
        assertThat(alphas.stream().mapToDouble(Double::doubleValue).average().orElseThrow())
            .isCloseTo(mean, within(1e-12));
        assertThat(alphas).allMatch(alpha -> alpha > 0 && alpha < 1);
      }
    }
  }

  @Test
  void equalCountsHaveEqualAlphas() {
    for (double alpha : new EffectiveNumber(0.999, 0.25).alphas(new long[] {70, 70, 70, 70})) {
      assertThat(alpha).isCloseTo(0.25, within(1e-12));
    }
  }

  @Test
  void oddsAreInverseToTheEffectiveNumbers() {
    EffectiveNumber number = new EffectiveNumber(0.999, 0.25);
    long[] counts = {4155, 361, 20};
    List<Double> alphas = number.alphas(counts);
    double first = odds(alphas.getFirst()) * number.of(counts[0]);
    for (int c = 0; c < counts.length; c++) {
      assertThat(odds(alphas.get(c)) * number.of(counts[c])).isCloseTo(first, within(1e-9 * first));
    }
    assertThat(alphas.get(2)).isGreaterThan(alphas.get(1)).isGreaterThan(alphas.get(0));
  }

  private static double odds(double alpha) {
    return alpha / (1 - alpha);
  }

  @Test
  void settingsOutsideTheirRangeAreNamed() {
    assertThatThrownBy(() -> new EffectiveNumber(1, 0.25))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("beta is 1.0");
    assertThatThrownBy(() -> new EffectiveNumber(0.9, 0))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("mean alpha is 0.0");
  }
}

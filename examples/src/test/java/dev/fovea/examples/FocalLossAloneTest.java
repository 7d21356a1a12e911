package dev.fovea.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class FocalLossAloneTest {
  private static final double[] LOGITS = {-4, 0, 2, -1};
  private static final boolean[] POSITIVE = {false, false, true, true};

  @Test
  void lossAndGradientAreThePapers() {
    List<String> lines = Printed.by(() -> FocalLossAlone.main(new String[0]));
    double expected = 0;
    for (int i = 0; i < LOGITS.length; i++) {
      expected += paper(LOGITS[i], POSITIVE[i]);
      double slope =
          (paper(LOGITS[i] + 1e-5, POSITIVE[i]) - paper(LOGITS[i] - 1e-5, POSITIVE[i])) / 2e-5;
      assertThat(number(lines.get(i + 1))).isCloseTo(slope, within(1e-6));
    }
    assertThat(number(lines.getFirst())).isCloseTo(expected, within(1e-6));
  }

  /** Equation 5 with γ = 2, α = 0.25, as it stands. */
  private static double paper(double logit, boolean positive) {
    double p = 1 / (1 + Math.exp(-logit));
    double pt = positive ? p : 1 - p;
    return -(positive ? 0.25 : 0.75) * Math.pow(1 - pt, 2) * Math.log(pt);
  }

  private static double number(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }
}

package dev.fovea.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.FoveaException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The statements of the founding reading note about initialisation. */
class ReadingNotePriorTest {
  private static final int NEGATIVES = 100_000;
  private static final int POSITIVES = 100;
  private static final List<ClassificationLoss> BOTH =
      List.of(new CrossEntropy(), new FocalLoss(2, 0.25));

  private static double sigmoid(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  private static double firstNegativeLoss(ClassificationLoss loss, double bias) {
    return NEGATIVES * loss.value(bias, false);
  }

  @Test
  void withoutPriorBothLabelsAreEquallyLikelyAndTheFrequentClassDominates() {
    CrossEntropy loss = new CrossEntropy();
    assertThat(sigmoid(0)).isEqualTo(0.5);
    double negative = firstNegativeLoss(loss, 0);
    assertThat(negative / (negative + POSITIVES * loss.value(0, true))).isGreaterThan(0.99);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 0.001, 0.01, 0.1, 0.5, 0.9})
  void theBiasGivesEveryAnchorThePriorProbability(double pi) {
    assertThat(sigmoid(PriorProbability.bias(pi))).isCloseTo(pi, within(1e-12));
  }

  @Test
  void theBiasIsMinusLogOfTheOdds() {
    assertThat(PriorProbability.bias(0.01)).isCloseTo(-Math.log(99), within(1e-12));
  }

  /**
   * The note's intuition ends with {@code b = log((1 − π)/π)}, which contradicts its own line
   * above, {@code z = −log((1 − π)/π)}, and the paper: that bias would start every anchor at 1 − π.
   */
  @Test
  void theBiasOfARareClassIsNegative() {
    assertThat(PriorProbability.bias(0.01)).isNegative();
    assertThat(sigmoid(-PriorProbability.bias(0.01))).isCloseTo(0.99, within(1e-12));
  }

  @Test
  void theModelFirstPredictsTheFrequentClass() {
    assertThat(sigmoid(PriorProbability.bias(0.01))).isLessThan(0.5);
  }

  @Test
  void thePriorPreventsALargeFirstLoss() {
    for (ClassificationLoss loss : BOTH) {
      assertThat(firstNegativeLoss(loss, PriorProbability.bias(0.01)))
          .as("%s", loss)
          .isLessThan(firstNegativeLoss(loss, 0) / 50);
    }
  }

  @Test
  void thePriorSteadiesBothCrossEntropyAndFocalLoss() {
    for (ClassificationLoss loss : BOTH) {
      assertThat(loss.gradient(PriorProbability.bias(0.01), false))
          .as("%s", loss)
          .isPositive()
          .isLessThan(loss.gradient(0, false) / 40);
    }
  }

  @Test
  void theExactValueHardlyMatters() {
    for (double pi : new double[] {0.001, 0.003, 0.01, 0.03, 0.1}) {
      assertThat(firstNegativeLoss(new CrossEntropy(), PriorProbability.bias(pi)))
          .as("prior %s", pi)
          .isLessThan(firstNegativeLoss(new CrossEntropy(), 0) / 6);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, Double.NaN})
  void aPriorThatIsNoProbabilityIsNamed(double pi) {
    assertThatThrownBy(() -> PriorProbability.bias(pi))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining(String.valueOf(pi));
  }
}

package dev.fovea.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.FoveaException;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class NormalizerTest {
  private static final Offset<Double> EXACT = within(1e-15);

  @Test
  void imageDividesByItsOwnPositivesThenTakesTheMean() {
    assertThat(Normalizer.named("image").weights(new int[] {4, 0, 1, 10}))
        .containsExactly(new double[] {1 / 16.0, 1 / 4.0, 1 / 4.0, 1 / 40.0}, EXACT);
  }

  @Test
  void batchDividesByAllPositivesOfTheBatch() {
    assertThat(Normalizer.named("batch").weights(new int[] {4, 0, 6}))
        .containsExactly(new double[] {0.1, 0.1, 0.1}, EXACT);
    assertThat(Normalizer.named("batch").weights(new int[] {0, 0})).containsExactly(1, 1);
  }

  @Test
  void batchPlusOneAddsOneForEachImageAsTheAuthorsDetectron() {
    assertThat(Normalizer.named("batchPlusOne").weights(new int[] {4, 0, 3}))
        .containsExactly(new double[] {0.1, 0.1, 0.1}, EXACT);
  }

  @Test
  void emaStartsAtHundredWithMomentumNineTenths() {
    Normalizer ema = Normalizer.named("ema");
    assertThat(ema.state()).isEqualTo(100);
    ema.observe(new int[] {30, 20});
    assertThat(ema.state()).isCloseTo(95, within(1e-12));
    assertThat(ema.weights(new int[] {1, 1}))
        .containsExactly(new double[] {1 / 95.0, 1 / 95.0}, EXACT);
    ema.observe(new int[] {0, 0});
    assertThat(ema.state()).isCloseTo(85.6, within(1e-12));
  }

  @Test
  void emaGoesOnFromItsRestoredState() {
    Normalizer ema = Normalizer.named("ema");
    ema.observe(new int[] {7});
    Normalizer resumed = Normalizer.named("ema");
    resumed.restore(ema.state());
    ema.observe(new int[] {3});
    resumed.observe(new int[] {3});
    assertThat(resumed.state()).isEqualTo(ema.state());
    assertThatThrownBy(() -> resumed.restore(Double.NaN))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("NaN");
  }

  @Test
  void askingForWeightsAloneChangesNothing() {
    for (String name : Normalizer.NAMES) {
      Normalizer normalizer = Normalizer.named(name);
      double before = normalizer.state();
      normalizer.weights(new int[] {5, 6});
      assertThat(normalizer.state()).as(name).isEqualTo(before);
    }
  }

  @Test
  void anUnknownNameIsAnsweredWithTheKnownOnes() {
    assertThatThrownBy(() -> Normalizer.named("positives"))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("'positives'")
        .hasMessageContaining("image, batch, batchPlusOne, ema");
  }
}

package dev.fovea.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.FoveaException;
import dev.fovea.core.loss.LossParts;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepLossTest {
  private static LossParts parts(double classification, double box) {
    return new LossParts(
        classification + 1, box + 1, new double[] {1, classification}, new double[] {1, box}, 3);
  }

  @Test
  void theImageAndTheComponentAreNamed() {
    StepLoss loss = new StepLoss(17);
    assertThatThrownBy(() -> loss.addFinite(parts(Double.NaN, 2), List.of("good", "bad")))
        .isInstanceOf(FoveaException.class)
        .hasMessageStartingWith("Step 17: classification loss NaN in image bad.")
        .hasMessageNotContaining("good");
  }

  @Test
  void everyCulpritIsNamed() {
    double infinite = Double.POSITIVE_INFINITY;
    StepLoss loss = new StepLoss(1);
    assertThatThrownBy(() -> loss.addFinite(parts(infinite, Double.NaN), List.of("a", "b")))
        .hasMessageContaining("classification loss Infinity in image b; box loss NaN in image b");
  }

  @Test
  void partsAreAveraged() {
    StepLoss loss = new StepLoss(1);
    loss.addFinite(parts(1, 3), List.of("a", "b"));
    loss.addFinite(parts(2, 5), List.of("c", "d"));
    assertThat(loss.classification()).isEqualTo(2.5);
    assertThat(loss.box()).isEqualTo(5);
    assertThat(loss.images()).isEqualTo(4);
  }

  @Test
  void aGradientThatIsNotFiniteNamesTheImages() {
    StepLoss loss = new StepLoss(2);
    loss.addFinite(parts(1, 1), List.of("a", "b"));
    assertThatThrownBy(() -> loss.requireFinite(Double.NaN)).hasMessageContaining("images a, b");
  }
}

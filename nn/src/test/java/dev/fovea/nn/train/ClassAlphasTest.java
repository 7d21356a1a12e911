package dev.fovea.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.FoveaException;
import dev.fovea.core.loss.ClassWiseFocalLoss;
import dev.fovea.data.Dataset;
import dev.fovea.nn.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassAlphasTest {
  @TempDir private Path folder;
  private Dataset dataset;

  @BeforeEach
  void makeData() {
    dataset = TinyData.of(folder, 6, 1);
  }

  @Test
  void effectiveNumberTakesItsCountsFromTheTrainingData() {
    Settings settings = TinyData.input(dataset, "loss.alpha=effectiveNumber").settings();
    // Pictures 2 to 5 have as many boxes as their number, of both classes in turn, disc first.
    assertThat(settings.loss().classCounts()).containsExactly(8L, 6L);
    ClassWiseFocalLoss loss = (ClassWiseFocalLoss) settings.loss().toClassification();
    assertThat(loss.alphas().get(1)).isGreaterThan(loss.alphas().get(0));
  }

  @Test
  void countsOfARunThatGoesOnStay() {
    TrainingInput input =
        TinyData.input(dataset, "loss.alpha=effectiveNumber", "loss.classCounts=[5, 7]");
    assertThat(input.settings().loss().classCounts()).containsExactly(5L, 7L);
  }

  @Test
  void otherAlphasLeaveTheSettingsAlone() {
    assertThat(TinyData.input(dataset, "loss.alpha=[0.2, 0.3]").settings().loss().classCounts())
        .isEqualTo(List.of());
  }

  @Test
  void anotherNumberThanThatOfTheClassesIsRefusedWithTheirNames() {
    assertThatThrownBy(() -> TinyData.input(dataset, "loss.alpha=[0.2, 0.3, 0.4]"))
        .isInstanceOf(FoveaException.class)
        .hasMessage(
            "loss.alpha has 3 numbers, but tiny has 2 classes; give one for each, in this order:"
                + " disc, bar");
    assertThatThrownBy(
            () -> TinyData.input(dataset, "loss.alpha=effectiveNumber", "loss.classCounts=[1]"))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("loss.classCounts has 1 numbers");
  }
}

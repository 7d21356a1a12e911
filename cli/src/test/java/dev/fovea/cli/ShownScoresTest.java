package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.ClassNames;
import dev.fovea.core.Detection;
import dev.fovea.core.Preprocessing;
import dev.fovea.core.anchor.AnchorSettings;
import dev.fovea.core.box.Box;
import dev.fovea.core.detect.PostProcessing;
import dev.fovea.model.Architecture;
import dev.fovea.model.ModelDescription;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShownScoresTest {
  private static final ModelDescription MODEL =
      new ModelDescription(
          new Architecture(
              "resnet18",
              Architecture.Norm.BATCH,
              1e-5,
              Architecture.PyramidTop.P5,
              64,
              2,
              Architecture.HeadNorm.NONE),
          new ClassNames(List.of("disc", "bar"), List.of(1L, 2L)),
          AnchorSettings.torchvision(),
          Preprocessing.imagenet(320, 427),
          PostProcessing.paper(),
          Map.of());

  @Test
  void aClassIsShownFromItsThresholdOnTheOthersFromAHalf() {
    ShownScores shown = ShownScores.of(MODEL.withThresholds(Map.of("disc", (double) 0.3f)));
    Detection atTheThreshold = found(0, 0.3f);
    Detection below = found(0, 0.29f);
    Detection otherClass = found(1, 0.49f);
    Detection half = found(1, 0.5f);

    assertThat(shown.of(List.of(half, otherClass, atTheThreshold, below)))
        .containsExactly(half, atTheThreshold);
    assertThat(Double.parseDouble(shown.searched())).isLessThan(0.3f).isGreaterThan(0.2999);
  }

  @Test
  void withoutThresholdsAllAreShownFromAHalf() {
    assertThat(ShownScores.of(MODEL)).isEqualTo(ShownScores.from(0.5, MODEL.classes()));
  }

  @Test
  void theDetectorsThresholdIsAProbabilityBelowOne() {
    assertThat(ShownScores.from(0, MODEL.classes()).searched()).isEqualTo("0");
    assertThat(ShownScores.from(1e-9, MODEL.classes()).searched()).isEqualTo("0");
    assertThat(ShownScores.from(1, MODEL.classes()).searched()).isEqualTo("0.999999");
  }

  private static Detection found(int classIndex, float score) {
    return new Detection(classIndex, score, new Box(0, 0, 10, 10));
  }
}

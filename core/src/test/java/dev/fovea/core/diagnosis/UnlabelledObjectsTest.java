package dev.fovea.core.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.Detection;
import dev.fovea.core.anchor.AnchorGrid;
import dev.fovea.core.anchor.AnchorSettings;
import dev.fovea.core.anchor.Matches;
import dev.fovea.core.anchor.TruthBoxes;
import dev.fovea.core.box.Box;
import dev.fovea.core.head.HeadOutputs;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnlabelledObjectsTest {
  private static Detection found(int classIndex, float x, float y) {
    return new Detection(classIndex, 0.9f, new Box(x, y, x + 20, y + 20));
  }

  @Test
  void onlyWhatLiesApartFromLabelsAndRegionsToIgnore() {
    float[] label = {10, 10, 30, 30};
    float[] region = {100, 100, 200, 200};
    Detection right = found(0, 10, 10);
    Detection otherClass = found(1, 12, 10);
    Detection shifted = found(0, 20, 10); // IoU 1/3
    Detection apart = found(0, 25, 10); // IoU 1/7
    Detection inRegion = found(0, 91, 100); // 11 of 20 columns
    Detection besideRegion = found(0, 89, 100); // 9 of 20 columns
    List<Detection> shown = List.of(right, otherClass, shifted, apart, inRegion, besideRegion);
    Sight sight =
        new Sight(
            AnchorGrid.of(AnchorSettings.torchvision(), 256, 256),
            new TruthBoxes(label, new int[1], region),
            new Matches(new int[0], new int[0], new int[0], 0),
            new HeadOutputs(1, 9, 2, List.of()),
            shown,
            shown);
    assertThat(UnlabelledObjects.of(sight)).containsExactly(apart, besideRegion);
  }
}

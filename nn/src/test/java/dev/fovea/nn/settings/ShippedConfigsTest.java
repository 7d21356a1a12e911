package dev.fovea.nn.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.anchor.AnchorSettings;
import dev.fovea.core.detect.PostProcessing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShippedConfigsTest {
  private static final Path CONFIGS = Path.of("../configs");

  @Test
  void everyShippedConfigIsAccepted() throws IOException {
    try (Stream<Path> files = Files.list(CONFIGS)) {
      assertThat(files.filter(path -> path.toString().endsWith(".yaml")))
          .isNotEmpty()
          .allSatisfy(path -> Settings.load(Optional.of(path), List.of()));
    }
  }

  /** Against shared/peers/train_bccd.py, line by line. */
  @Test
  void bccdIsThePeersRecipe() {
    Path file = CONFIGS.resolve("bccd-resnet18.yaml");
    Settings settings = Settings.load(Optional.of(file), List.of());
    assertThat(settings.input().shortSide()).isEqualTo(320);
    assertThat(settings.input().longSide()).isEqualTo((int) (320 * 4.0 / 3) + 1);
    assertThat(settings.toAnchors()).isEqualTo(AnchorSettings.torchvision());
    assertThat(settings.toPostProcessing()).isEqualTo(PostProcessing.torchvision());
    TrainBranch train = settings.train();
    assertThat(train.plannedSteps(292)).isEqualTo(OptionalInt.of(1200));
    assertThat(train.epochs()).isEmpty();
    assertThat(train.baseRate()).isEqualTo(0.01);
    assertThat(train.clip()).isEqualTo(10);
    assertThat(settings.model().freeze()).isZero();
  }
}

package dev.fovea.nn.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.ClassNames;
import dev.fovea.core.FoveaException;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.check.Finding;
import dev.fovea.nn.settings.Settings;
import dev.fovea.nn.train.TrainingInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
  private static final ClassNames CLASSES =
      new ClassNames(List.of("large", "tiny"), List.of(1L, 2L));

  @TempDir private Path folder;

  /** Twelve images of 640 by 480, each with a box of 64 pixels and one of {@code side}. */
  private TrainingInput input(float side, String... overrides) throws IOException {
    Path file = folder.resolve("picture");
    Files.writeString(file, "not opened");
    List<LabelledImage> images = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Annotation large = new Annotation(new Box(100, 100, 164, 164), 0, false);
      Annotation tiny = new Annotation(new Box(300, 300, 300 + side, 300 + side), 1, false);
      images.add(new LabelledImage(i, file, "picture-" + i, 640, 480, List.of(large, tiny)));
    }
    Settings settings =
        Settings.defaults()
            .with("input.shortSide=480", "input.longSide=640", "train.batch=1")
            .with(overrides);
    Dataset dataset = new Dataset("set", CLASSES, images, List.of());
    return new TrainingInput(settings, dataset, Optional.empty());
  }

  private List<String> warnings(float side, String... overrides) throws IOException {
    return Preflight.of(input(side, overrides)).findings().stream()
        .filter(Finding::isWarning)
        .map(Finding::text)
        .toList();
  }

  @Test
  void boxesThatTheAnchorsReachAreOneSummary() throws IOException {
    Preflight preflight = Preflight.of(input(32));
    assertThat(preflight.findings()).isEmpty();
    assertThat(preflight.summary()).contains("24 boxes", "all in reach", "GB of memory");
  }

  /** The smallest anchors are 32 pixels: one of 8 has an IoU of at most 1/16 with them. */
  @Test
  void boxesOutOfReachAreCountedByClassWithTheSmallest() throws IOException {
    List<String> warnings = warnings(8, "matching.lowQuality=none");
    assertThat(warnings).hasSize(2);
    assertThat(warnings.getFirst())
        .contains("12 of 24 boxes", "tiny 12 of 12", "8×8 pixels in picture-0", "input.shortSide")
        .contains("`fovea data anchors`")
        .doesNotContain("large 12");
    assertThat(warnings.getLast()).contains("no anchor is matched to any box of tiny");
  }

  @Test
  void sizesThatFitMendIt() throws IOException {
    assertThat(warnings(8, "matching.lowQuality=none", "anchors.sizes=[8, 16, 32, 64, 128]"))
        .isEmpty();
  }

  @Test
  void sizesAreThoseAfterTheRunsResizing() throws IOException {
    assertThat(warnings(32, "input.shortSide=120", "input.longSide=160").getFirst())
        .contains("tiny 12 of 12", "8×8 pixels");
  }

  @Test
  void lowQualityMatchesTeachAClassThatIsOutOfReach() throws IOException {
    assertThat(warnings(8, "matching.lowQuality=anchorBest")).hasSize(1);
  }

  @Test
  void tooLittleMemoryIsRefusedWithTheBatchThatWouldFit() throws IOException {
    MemoryNeed need = new MemoryNeed(1_000_000_000L, 500_000_000L, 8);
    assertThat(need.bytes()).isEqualTo(5_000_000_000L);
    assertThatThrownBy(() -> Preflight.requireMemory(need, 3_000_000_000L))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("about 5.0 GB, 3.0 GB are free")
        .hasMessageContaining("train.batch from 8 to 4");
    assertThatThrownBy(() -> Preflight.requireMemory(need, 900_000_000L))
        .hasMessageContaining("input.shortSide");
    assertThatCode(() -> Preflight.requireMemory(need, 4_100_000_000L)).doesNotThrowAnyException();
  }

  @Test
  void moreImagesOrLargerOnesNeedMoreMemory() throws IOException {
    long usual = MemoryNeed.of(input(32, "train.batch=4")).bytes();
    assertThat(MemoryNeed.of(input(32, "train.batch=8")).bytes()).isGreaterThan(usual);
    assertThat(
            MemoryNeed.of(input(32, "train.batch=4", "input.shortSide=600", "input.longSide=800"))
                .bytes())
        .isGreaterThan(usual);
    assertThat(MemoryNeed.of(input(32, "train.batch=4", "train.optimizer=adamw")).bytes())
        .isGreaterThan(usual);
  }

  @Test
  void aContainersLimitCountsWithoutItsPageCache() throws IOException {
    Files.writeString(folder.resolve("memory.max"), "4000\n");
    Files.writeString(folder.resolve("memory.current"), "3000\n");
    Files.writeString(folder.resolve("memory.stat"), "anon 1000\ninactive_file 500\n");
    assertThat(AvailableMemory.containerLeft(folder)).hasValue(1500);
    Files.writeString(folder.resolve("memory.max"), "max\n");
    assertThat(AvailableMemory.containerLeft(folder)).isEmpty();
  }
}

package dev.fovea.data.synth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.FoveaException;
import dev.fovea.core.Size;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.format.DatasetFormat;
import dev.fovea.data.format.DatasetFormats;
import dev.fovea.data.image.ImageReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticDatasetTest {
  private static final SceneSettings SCENES = new SceneSettings(new Size(96, 80), 40, 3);

  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsWhatTheFormatReads() {
    Path root = folder.resolve("scenes");
    AtomicInteger told = new AtomicInteger();
    List<Dataset> written =
        new SyntheticDataset(SCENES, 5, 3, 7).write(root, done -> told.incrementAndGet());
    DatasetFormat format = DatasetFormats.recognise(root);
    assertThat(format.name()).isEqualTo("COCO");
    assertThat(format.splits(root)).containsExactly("train", "val");
    assertThat(format.read(root, "train")).isEqualTo(written.get(0));
    assertThat(format.read(root, "val")).isEqualTo(written.get(1));
    assertThat(told).hasValue(8);
    assertThat(written.get(0).images()).hasSize(5);
    assertThat(written.get(1).images()).hasSize(3);
  }

  /** Recorded on Linux x86-64 with Temurin 25: another machine must give the same. */
  @Test
  void theSameSeedGivesTheRecordedPixelsAndAnnotations() throws IOException {
    Path root = folder.resolve("scenes");
    List<Dataset> written = new SyntheticDataset(SCENES, 6, 2, 7).write(root, done -> {});
    Path annotations = root.resolve("annotations/instances_train.json");
    assertThat(
            List.of(
                pixels(written.get(0)),
                pixels(written.get(1)),
                hash(Files.readAllBytes(annotations))))
        .containsExactly("b981175b1cf12c43", "07cd236f0bf60415", "28ceafe5e9ff2db8");
  }

  @Test
  void moreImagesLeaveTheFirstAsTheyAre() {
    List<Dataset> few =
        new SyntheticDataset(SCENES, 2, 1, 7).write(folder.resolve("few"), done -> {});
    List<Dataset> many =
        new SyntheticDataset(SCENES, 4, 1, 7).write(folder.resolve("many"), done -> {});
    for (int i = 0; i < 2; i++) {
      LabelledImage one = few.getFirst().images().get(i);
      LabelledImage other = many.getFirst().images().get(i);
      assertThat(ImageReader.read(one.file()).rgb())
          .isEqualTo(ImageReader.read(other.file()).rgb());
      assertThat(one.annotations()).isEqualTo(other.annotations());
    }
  }

  @Test
  void splitsAndSeedsShareNoPicture() {
    List<Dataset> one =
        new SyntheticDataset(SCENES, 3, 3, 0).write(folder.resolve("one"), done -> {});
    List<Dataset> other =
        new SyntheticDataset(SCENES, 3, 3, 1).write(folder.resolve("other"), done -> {});
    assertThat(List.of(one.get(0), one.get(1), other.get(0), other.get(1)))
        .flatExtracting(Dataset::images)
        .extracting(image -> hash(ImageReader.read(image.file()).rgb()))
        .doesNotHaveDuplicates();
  }

  @Test
  void aFolderThatHoldsSomethingIsRefusedAndLeftAlone() throws IOException {
    Files.writeString(folder.resolve("mine.txt"), "mine");
    assertThatThrownBy(() -> new SyntheticDataset(SCENES, 1, 1, 0).write(folder, done -> {}))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("is not empty");
    assertThatThrownBy(() -> SyntheticDataset.requireVacant(folder.resolve("mine.txt")))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("no folder");
    assertThat(folder).isDirectoryContaining("glob:**mine.txt");
    assertThat(Files.list(folder)).hasSize(1);
  }

  @Test
  void numbersOutOfRangeAreNamed() {
    assertThatThrownBy(() -> new SyntheticDataset(SCENES, 0, 1, 0))
        .isInstanceOf(FoveaException.class)
        .hasMessage("the number of training images is 0; accepted: 1 to 1000000");
    assertThatThrownBy(() -> new SyntheticDataset(SCENES, 1, 1, -1))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("seed is -1");
  }

  private static String pixels(Dataset dataset) {
    MessageDigest digest = sha256();
    dataset.images().forEach(image -> digest.update(ImageReader.read(image.file()).rgb()));
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  private static String hash(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes), 0, 8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

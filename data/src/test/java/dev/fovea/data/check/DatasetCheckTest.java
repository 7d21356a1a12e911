package dev.fovea.data.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.ClassNames;
import dev.fovea.core.FoveaException;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetCheckTest {
  private static final ClassNames CLASSES =
      new ClassNames(List.of("disc", "bar", "ring"), List.of(1L, 2L, 3L));
  private static final Annotation DISC = new Annotation(new Box(10, 10, 30, 30), 0, false);
  private static final Annotation BAR = new Annotation(new Box(10, 10, 90, 20), 1, false);
  private static final Annotation RING = new Annotation(new Box(40, 40, 60, 60), 2, false);

  @TempDir private Path folder;

  /** Ten images of 100 by 80 with a disc, a bar and a ring in each; the first has {@code more}. */
  private static Dataset dataset(String name, Annotation... more) {
    List<LabelledImage> images = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      List<Annotation> annotations = new ArrayList<>(List.of(DISC, BAR, RING));
      annotations.addAll(i == 0 ? List.of(more) : List.of());
      images.add(image("picture-" + i, annotations));
    }
    return new Dataset(name, CLASSES, images, List.of());
  }

  private static LabelledImage image(String name, List<Annotation> annotations) {
    return new LabelledImage(1, Path.of(name), name, 100, 80, annotations);
  }

  private static List<Finding> of(Dataset training) {
    return DatasetCheck.of(training, Optional.empty());
  }

  @Test
  void nothingIsSaidOfDataThatAreWell() {
    assertThat(DatasetCheck.of(dataset("train"), Optional.of(dataset("val")))).isEmpty();
  }

  @Test
  void aBoxBesideThePictureIsAWarningThatNamesTheImage() {
    List<Finding> findings =
        of(dataset("train", new Annotation(new Box(100, 5, 120, 25), 0, false)));
    assertThat(findings).hasSize(1).allMatch(Finding::isWarning);
    assertThat(findings.getFirst().text())
        .contains("train", "1 box lies wholly outside", "picture-0");
  }

  @Test
  void aBoxThatReachesOutIsANoteBeyondThePixelByWhichFormatsDiffer() {
    assertThat(of(dataset("train", new Annotation(new Box(-1, 0, 101, 81), 0, false)))).isEmpty();
    List<Finding> findings = of(dataset("train", new Annotation(new Box(-2, 0, 50, 50), 0, false)));
    assertThat(findings).hasSize(1).noneMatch(Finding::isWarning);
    assertThat(findings.getFirst().text()).contains("1 box reaches out");
  }

  @Test
  void boxesBelowAPixelAreAWarning() {
    List<Finding> findings =
        of(dataset("train", new Annotation(new Box(0.1f, 0.2f, 0.7f, 0.9f), 0, false)));
    assertThat(findings).hasSize(1).allMatch(Finding::isWarning);
    assertThat(findings.getFirst().text()).contains("1 box narrower or lower than one pixel");
  }

  @Test
  void regionsToIgnoreMayLieAnywhere() {
    assertThat(of(dataset("train", new Annotation(new Box(-50, -50, 0, 0), -1, true)))).isEmpty();
  }

  @Test
  void aClassWithoutBoxesIsAWarningAndOneWithFewANote() {
    List<LabelledImage> images =
        new ArrayList<>(Collections.nCopies(12, image("a", List.of(DISC))));
    images.add(image("b", List.of(BAR)));
    List<Finding> findings = of(new Dataset("train", CLASSES, images, List.of()));
    assertThat(findings).extracting(Finding::isWarning).containsExactly(true, false);
    assertThat(findings.getFirst().text()).contains("no box of ring");
    assertThat(findings.getLast().text()).contains("bar (1)").doesNotContain("disc");
  }

  @Test
  void whatIsAskedButNotTaughtIsAWarning() {
    List<LabelledImage> images =
        new ArrayList<>(Collections.nCopies(10, image("a", List.of(DISC, BAR))));
    Dataset training = new Dataset("train", CLASSES, images, List.of());
    List<Finding> findings = DatasetCheck.of(training, Optional.of(dataset("val")));
    assertThat(findings).anyMatch(finding -> finding.text().startsWith("val: boxes of ring (10)"));
  }

  @Test
  void manyImagesWithoutBoxesAreAWarningAndSomeANote() {
    for (int empty : new int[] {3, 30}) {
      List<LabelledImage> images = new ArrayList<>(dataset("train").images());
      images.addAll(Collections.nCopies(empty, image("empty", List.of())));
      List<Finding> findings = of(new Dataset("train", CLASSES, images, List.of()));
      assertThat(findings).hasSize(1);
      assertThat(findings.getFirst().isWarning()).isEqualTo(empty == 30);
      assertThat(findings.getFirst().text()).contains(empty + " of " + (10 + empty) + " images");
    }
  }

  @Test
  void missingAndEmptyPicturesAreCountedAndTheFirstNamed() throws IOException {
    List<LabelledImage> images = new ArrayList<>();
    for (String name : List.of("whole", "empty", "missing")) {
      Path file = folder.resolve(name);
      images.add(new LabelledImage(1, file, name, 100, 80, List.of(DISC)));
    }
    Files.writeString(folder.resolve("whole"), "bytes");
    Files.createFile(folder.resolve("empty"));
    Dataset dataset = new Dataset("train", CLASSES, images, List.of());
    assertThatThrownBy(() -> PictureFiles.requireAll(dataset, "Or skip them."))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("2 of 3 pictures are missing or empty")
        .hasMessageContaining(folder.resolve("empty").toString())
        .hasMessageEndingWith("Or skip them.");
  }
}

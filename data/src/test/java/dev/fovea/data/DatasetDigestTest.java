package dev.fovea.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.ClassNames;
import dev.fovea.core.box.Box;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatasetDigestTest {
  private final List<LabelledImage> images = new ArrayList<>();
  private DatasetDigest before;

  private static LabelledImage image(String name, float right) {
    Annotation annotation = new Annotation(new Box(1, 2, right, 9), 0, false);
    return new LabelledImage(1, Path.of(name), name, 100, 80, List.of(annotation));
  }

  private static Dataset dataset(List<LabelledImage> images, String... classes) {
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < classes.length; i++) {
      ids.add(i + 1L);
    }
    return new Dataset("set", new ClassNames(List.of(classes), ids), images, List.of());
  }

  @BeforeEach
  void takeDigest() {
    for (int i = 0; i < 5; i++) {
      images.add(image(i + ".png", 40));
    }
    before = DatasetDigest.of(dataset(images, "disc", "a bar"));
  }

  private List<String> changes() {
    return before.changesTo(dataset(images, "disc", "a bar"));
  }

  @Test
  void nothingHasChangedInTheSameData() {
    assertThat(changes()).isEmpty();
  }

  @Test
  void imagesAddedRemovedAndChangedAreCountedAndNamed() {
    images.set(2, image("2.png", 41));
    images.remove(4);
    images.remove(0);
    images.add(image("new.png", 40));
    assertThat(changes())
        .containsExactly(
            "1 image added (new.png)",
            "2 images removed",
            "1 image with other boxes, classes or size (2.png)",
            "boxes in all: were 5, are 4");
  }

  @Test
  void anotherOrderAndOtherClassesAreTold() {
    images.add(images.removeFirst());
    assertThat(changes()).containsExactly("the images stand in another order");
    assertThat(before.changesTo(dataset(images, "disc", "ring")))
        .contains("classes were disc, a bar, are disc, ring");
  }

  @Test
  void itsTextReadsBackAndTakesElevenLettersForAnImage() {
    assertThat(DatasetDigest.ofText(before.toText())).contains(before);
    List<LabelledImage> many = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      many.add(image("photos/holiday/number-" + i + ".png", i));
    }
    DatasetDigest large = DatasetDigest.of(dataset(many, "disc"));
    assertThat(large.toText().length()).isLessThan(11 * 1000);
    assertThat(large.images()).doesNotHaveDuplicates();
  }

  @Test
  void foreignTextIsNoDigest() {
    assertThat(DatasetDigest.ofText("")).isEmpty();
    assertThat(DatasetDigest.ofText("{\"images\": 3}")).isEmpty();
    assertThat(DatasetDigest.ofText("3 !!!")).isEmpty();
  }
}

package dev.fovea.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.ClassNames;
import dev.fovea.core.FoveaException;
import dev.fovea.core.box.Box;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatasetTest {
  private static final ClassNames CLASSES =
      new ClassNames(List.of("Person", "Car", "DontCare"), List.of(1L, 4L, 9L));

  private static Dataset dataset(float right) {
    List<Annotation> annotations =
        List.of(
            new Annotation(new Box(1, 2, right, 9), 0, false),
            new Annotation(new Box(0, 0, 5, 5), 1, true),
            new Annotation(new Box(3, 3, 4, 4), 2, false));
    LabelledImage image = new LabelledImage(7, Path.of("a.png"), "a.png", 10, 12, annotations);
    return new Dataset("small", CLASSES, List.of(image), List.of("A note."));
  }

  @Test
  void ignoredClassesLeaveTheListAndTheirBoxesBecomeRegions() {
    Dataset changed = dataset(8).withIgnored(List.of("Person"));
    assertThat(changed.classes().names()).containsExactly("Car", "DontCare");
    assertThat(changed.classes().ids()).containsExactly(4L, 9L);
    List<Annotation> annotations = changed.images().getFirst().annotations();
    assertThat(annotations).extracting(Annotation::classIndex).containsExactly(-1, 0, 1);
    assertThat(annotations).extracting(Annotation::ignore).containsExactly(true, true, false);
    assertThat(changed.notes())
        .containsExactly("A note.", "1 box of other classes became regions to ignore.");
  }

  @Test
  void aSubsetDropsTheOthersAndKeepsTheOrder() {
    Dataset changed = dataset(8).onlyClasses(List.of("DontCare", "Person"));
    assertThat(changed.classes().names()).containsExactly("Person", "DontCare");
    assertThat(changed.images().getFirst().annotations())
        .extracting(Annotation::classIndex)
        .containsExactly(0, 1);
    assertThat(changed.boxCount()).isEqualTo(2);
  }

  @Test
  void regionsOfNoClassOutliveASubset() {
    Dataset changed = dataset(8).withIgnored(List.of("DontCare")).onlyClasses(List.of("Person"));
    assertThat(changed.images().getFirst().annotations())
        .extracting(Annotation::classIndex)
        .containsExactly(0, Annotation.EVERY_CLASS);
  }

  @Test
  void anUnknownClassIsAnsweredWithTheNearest() {
    assertThatThrownBy(() -> dataset(8).withIgnored(List.of("dontcare")))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("no class dontcare")
        .hasMessageContaining("Did you mean DontCare?")
        .hasMessageContaining("Known: Person, Car, DontCare.");
    assertThatThrownBy(() -> dataset(8).onlyClasses(List.of("Zebra")))
        .hasMessageContaining("Known:")
        .hasMessageNotContaining("Did you mean");
  }

  @Test
  void atLeastOneClassMustBeLeft() {
    assertThatThrownBy(() -> dataset(8).withIgnored(CLASSES.names()))
        .isInstanceOf(FoveaException.class);
    assertThatThrownBy(() -> dataset(8).onlyClasses(List.of())).isInstanceOf(FoveaException.class);
  }

  @Test
  void theFingerprintChangesWithWhatIsSaidAndNotWithWhereItLies() {
    String fingerprint = dataset(8).fingerprint();
    assertThat(fingerprint).matches("[0-9a-f]{64}").isEqualTo(dataset(8).fingerprint());
    assertThat(dataset(8.5f).fingerprint()).isNotEqualTo(fingerprint);
    assertThat(dataset(8).withIgnored(List.of("Car")).fingerprint()).isNotEqualTo(fingerprint);
    LabelledImage image = dataset(8).images().getFirst();
    LabelledImage moved =
        new LabelledImage(7, Path.of("b", "a.png"), "a.png", 10, 12, image.annotations());
    assertThat(new Dataset("other", CLASSES, List.of(moved), List.of()).fingerprint())
        .isEqualTo(fingerprint);
  }
}

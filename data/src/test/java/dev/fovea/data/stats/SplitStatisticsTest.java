package dev.fovea.data.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.ClassNames;
import dev.fovea.core.Size;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.SharedData;
import dev.fovea.data.format.DatasetFormats;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SplitStatisticsTest {
  private static final ClassNames CLASSES = new ClassNames(List.of("cat", "dog"), List.of(1L, 2L));

  private static LabelledImage image(int width, int height, Annotation... annotations) {
    return new LabelledImage(1, Path.of("a"), "a", width, height, List.of(annotations));
  }

  private static Annotation box(float width, float height, int index) {
    return new Annotation(new Box(5, 5, 5 + width, 5 + height), index, false);
  }

  /** Sides 10, 20, 40, 31.99…; the ignored one would be 100. */
  private static SplitStatistics made() {
    LabelledImage first = image(64, 48, box(5, 20, 0), box(20, 20, 0), box(100, 100, 1).ignored());
    LabelledImage second = image(48, 64, box(80, 20, 1), box(31.99f, 31.99f, 0));
    Dataset dataset =
        new Dataset("made", CLASSES, List.of(first, second, image(64, 48)), List.of("a note."));
    return SplitStatistics.of("train", dataset);
  }

  @Test
  void imagesAndBoxesAreCountedApartFromThoseToIgnore() {
    SplitStatistics made = made();
    assertThat(made.images()).isEqualTo(3);
    assertThat(made.empty()).isEqualTo(1);
    assertThat(made.ignored()).isEqualTo(1);
    assertThat(made.boxes().count()).isEqualTo(4);
    assertThat(made.notes()).containsExactly("a note.");
  }

  @Test
  void sizesAreSidesOfSquaresAndShapesAreWidthOverHeight() {
    BoxStatistics boxes = made().boxes();
    assertThat(boxes.sizes()).containsExactly(0L, 1L, 2L, 1L, 0L, 0L, 0L);
    assertThat(boxes.small()).isEqualTo(3);
    assertThat(boxes.size().low()).isEqualTo(10);
    assertThat(boxes.size().median()).isEqualTo(20);
    assertThat(boxes.size().high()).isEqualTo(40);
    // 1:4 begins its range, 1:1 its own, 4:1 the last.
    assertThat(boxes.shapes()).containsExactly(0L, 1L, 0L, 0L, 0L, 2L, 0L, 0L, 0L, 1L);
  }

  @Test
  void classesHaveTheirOwnNumbers() {
    List<SplitStatistics.ClassStatistics> classes = made().classes();
    assertThat(classes)
        .extracting(SplitStatistics.ClassStatistics::name)
        .containsExactly("cat", "dog");
    assertThat(classes).extracting(SplitStatistics.ClassStatistics::images).containsExactly(2L, 1L);
    assertThat(classes.get(0).boxes().count()).isEqualTo(3);
    assertThat(classes.get(1).boxes().size().median()).isEqualTo(40);
  }

  @Test
  void imagesAreCountedByTheirObjectsAndTheirSizes() {
    SplitStatistics made = made();
    assertThat(made.objects()).containsExactly(1L, 0L, 2L, 0L, 0L, 0L, 0L, 0L, 0L);
    assertThat(made.perImage().median()).isEqualTo(2);
    assertThat(made.imageSizes())
        .containsExactly(
            new SplitStatistics.SizeCount(new Size(64, 48), 2),
            new SplitStatistics.SizeCount(new Size(48, 64), 1));
  }

  @Test
  void withoutBoxesQuantilesAreNoNumbers() {
    Dataset empty = new Dataset("made", CLASSES, List.of(image(64, 48)), List.of());
    BoxStatistics boxes = SplitStatistics.of("train", empty).boxes();
    assertThat(boxes.size().median()).isNaN();
    assertThat(boxes.small()).isZero();
  }

  @Test
  void rangesBeginAtTheirLimits() {
    assertThat(Ranges.SIZES.labels())
        .containsExactly(
            "under 8", "8 – 16", "16 – 32", "32 – 64", "64 – 128", "128 – 256", "from 256");
    assertThat(Ranges.SIZES.count(DoubleStream.of(0, 7.99, 8, 255, 256, 1e9)))
        .containsExactly(2L, 1L, 0L, 0L, 0L, 1L, 2L);
    assertThat(Ranges.OBJECTS.count(DoubleStream.of(0, 1, 3, 4, 127, 128)))
        .containsExactly(1L, 1L, 1L, 1L, 0L, 0L, 0L, 1L, 1L);
    assertThatThrownBy(() -> new Ranges("x", List.of(1.0), List.of("one")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Ranges("x", Collections.nCopies(2, 1.0), List.of("a", "b", "c")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** The data set's README: 69% of the boxes are below 32 pixels. */
  @Test
  void hitUavIsAsSmallAsItsReadmeSays() {
    Path root = SharedData.folder("hit_uav");
    Dataset training = DatasetFormats.read(root, "train").withIgnored(List.of("DontCare"));
    BoxStatistics boxes = SplitStatistics.of("train", training).boxes();
    assertThat(100.0 * boxes.small() / boxes.count()).isBetween(68.0, 70.0);
  }
}

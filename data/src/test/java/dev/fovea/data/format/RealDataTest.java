package dev.fovea.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The counts are those of the data sets' own READMEs, or of {@code jq} and {@code grep}. */
class RealDataTest {
  private static Map<String, Long> counts(Dataset dataset) {
    return dataset.images().stream()
        .flatMap(image -> image.annotations().stream())
        .collect(
            Collectors.groupingBy(
                annotation -> dataset.classes().name(annotation.classIndex()),
                Collectors.counting()));
  }

  private static LabelledImage named(Dataset dataset, String name) {
    return dataset.images().stream()
        .filter(image -> image.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void bccdHasItsCountsLessTwoBoxesWithoutArea() {
    Path root = SharedData.folder("bccd");
    assertThat(DatasetFormats.recognise(root)).isInstanceOf(VocFormat.class);
    assertThat(new VocFormat().splits(root)).containsExactly("test", "train", "trainval", "val");
    Dataset trained = DatasetFormats.read(root, "trainval");
    Dataset tested = DatasetFormats.read(root, "test");
    assertThat(trained.images()).hasSize(292);
    assertThat(tested.images()).hasSize(72);
    assertThat(DatasetFormats.read(root, "train").images()).hasSize(205);
    assertThat(DatasetFormats.read(root, "val").images()).hasSize(87);
    assertThat(trained.notes()).containsExactly("2 boxes with zero area dropped.");
    assertThat(tested.notes()).isEmpty();
    assertThat(trained.classes()).isEqualTo(tested.classes());
    assertThat(trained.classes().names()).containsExactly("Platelets", "RBC", "WBC");
    assertThat(trained.classes().ids()).containsExactly(1L, 2L, 3L);
    assertThat(counts(trained).get("RBC") + counts(tested).get("RBC")).isEqualTo(4155 - 2);
    assertThat(counts(trained).get("WBC") + counts(tested).get("WBC")).isEqualTo(372);
    assertThat(counts(trained).get("Platelets") + counts(tested).get("Platelets")).isEqualTo(361);
  }

  @Test
  void bccdCornersBeginOnePixelEarlier() {
    Dataset dataset = DatasetFormats.read(SharedData.folder("bccd"), "trainval");
    LabelledImage image = named(dataset, "BloodImage_00338.jpg");
    assertThat(image.annotations().getFirst().box()).isEqualTo(new Box(452, 80, 555, 182));
    for (LabelledImage each : dataset.images()) {
      assertThat(each.file()).exists();
      for (Annotation annotation : each.annotations()) {
        Box box = annotation.box();
        assertThat(box.x1()).isNotNegative();
        assertThat(box.y1()).isNotNegative();
        assertThat(box.x2()).isLessThanOrEqualTo(each.width());
        assertThat(box.y2()).isLessThanOrEqualTo(each.height());
      }
    }
  }

  @Test
  void hitUavHasItsCounts() {
    Path root = SharedData.folder("hit_uav");
    assertThat(DatasetFormats.recognise(root)).isInstanceOf(CocoFormat.class);
    assertThat(new CocoFormat().splits(root)).containsExactly("train", "val");
    Dataset dataset = DatasetFormats.read(root, "train");
    assertThat(dataset.name()).isEqualTo("hit_uav/train");
    assertThat(dataset.images()).hasSize(2029);
    assertThat(dataset.images()).filteredOn(image -> image.annotations().isEmpty()).hasSize(21);
    assertThat(counts(dataset))
        .isEqualTo(
            Map.of(
                "Person",
                8533L,
                "Car",
                5253L,
                "Bicycle",
                3630L,
                "OtherVehicle",
                102L,
                "DontCare",
                110L));
    assertThat(dataset.notes()).isEmpty();
  }

  @Test
  void hitUavWithoutDontCareHasRegionsToIgnore() {
    Dataset dataset =
        DatasetFormats.read(SharedData.folder("hit_uav"), "val").withIgnored(List.of("DontCare"));
    assertThat(dataset.images()).hasSize(290);
    assertThat(dataset.classes().count()).isEqualTo(4);
    assertThat(dataset.classes().names()).doesNotContain("DontCare");
    assertThat(dataset.boxCount()).isEqualTo(2460 - 7);
    assertThat(dataset.notes())
        .containsExactly("7 boxes of other classes became regions to ignore.");
  }

  @Test
  void cocoKeepsItsIdsItsCrowdsAndItsEmptyImages() {
    Path root = SharedData.folder("coco_official");
    Dataset dataset = DatasetFormats.read(root, "val");
    assertThat(dataset.images()).hasSize(120);
    assertThat(DatasetFormats.read(root, "train").images()).hasSize(100);
    assertThat(dataset.classes().count()).isEqualTo(80);
    assertThat(dataset.classes().id(0)).isEqualTo(1);
    assertThat(dataset.classes().id(79)).isEqualTo(90);
    assertThat(dataset.classes().name(79)).isEqualTo("toothbrush");
    assertThat(dataset.images()).allMatch(image -> Files.exists(image.file()));
    assertThat(dataset.images()).anyMatch(image -> image.annotations().isEmpty());
    List<Annotation> all =
        dataset.images().stream().flatMap(image -> image.annotations().stream()).toList();
    assertThat(all).hasSize(1022);
    assertThat(all).filteredOn(Annotation::ignore).hasSize(17);
  }

  @Test
  void cocoAreasAreTheMasks() {
    Dataset dataset = DatasetFormats.read(SharedData.folder("coco_official"), "val");
    Annotation smaller =
        dataset.images().stream()
            .flatMap(image -> image.annotations().stream())
            .filter(annotation -> !annotation.ignore())
            .findFirst()
            .orElseThrow();
    assertThat(smaller.area()).isLessThan(smaller.box().area());
    assertThat(smaller.id()).isPositive();
  }

  @Test
  void oneFileIsADataSetOfItsOwn() {
    Path file = SharedData.folder("coco_official").resolve("val.json");
    assertThat(new CocoFormat().splits(file)).containsExactly("val");
    Dataset dataset = DatasetFormats.read(file, "val");
    assertThat(dataset.name()).isEqualTo("val");
    assertThat(dataset.fingerprint())
        .isEqualTo(DatasetFormats.read(file.resolveSibling(""), "val").fingerprint());
  }

  @Test
  void boxesAreWidthAndHeightFromTheCorner() {
    Dataset dataset = DatasetFormats.read(SharedData.folder("hit_uav"), "val");
    Box box = dataset.images().getFirst().annotations().getFirst().box();
    assertThat(box.x1()).isCloseTo(351f, within(1e-3f));
    assertThat(box.x2()).isCloseTo(384f, within(1e-3f));
  }
}

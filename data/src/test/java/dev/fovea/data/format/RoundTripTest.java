package dev.fovea.data.format;

import static dev.fovea.data.format.SameData.assertSame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.ClassNames;
import dev.fovea.core.FoveaException;
import dev.fovea.core.Image;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.SharedData;
import dev.fovea.data.image.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Written and read again, a data set is the same as far as the format can hold it. */
class RoundTripTest {
  private static final int CASES = 8;
  private static final ClassNames CLASSES =
      new ClassNames(List.of("Ant", "Käfer <1>", "bee & co"), List.of(1L, 2L, 3L));

  @TempDir private Path folder;

  /** Two splits; in each, every class in the first image, so that no format loses one. */
  private Map<String, Dataset> random(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, Dataset> splits = new LinkedHashMap<>();
    for (String split : List.of("train", "val")) {
      List<LabelledImage> images = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        int width = random.nextInt(20, 300);
        int height = random.nextInt(20, 300);
        Path file = folder.resolve(seed + split + i + ".png");
        ImageWriter.write(new Image(width, height, new byte[width * height * 3]), file);
        List<Annotation> boxes = new ArrayList<>();
        for (int b = 0; b < (i == 0 ? 6 : i == 1 ? 0 : 4); b++) {
          boxes.add(box(random, width, height, b % 3));
        }
        images.add(
            new LabelledImage(i + 1, file, file.getFileName().toString(), width, height, boxes));
      }
      splits.put(split, new Dataset("made/" + split, CLASSES, images, List.of()));
    }
    return splits;
  }

  private static Annotation box(SplittableRandom random, int width, int height, int index) {
    float x1 = (float) random.nextDouble(-1, width - 5);
    float y1 = (float) random.nextDouble(-1, height - 5);
    float x2 = (float) random.nextDouble(x1 + 2, width);
    float y2 = (float) random.nextDouble(y1 + 2, height);
    boolean whole = random.nextBoolean();
    Box box = whole ? new Box((int) x1, (int) y1, (int) x2, (int) y2) : new Box(x1, y1, x2, y2);
    return new Annotation(box, index, false);
  }

  private Map<String, Dataset> through(String format, Map<String, Dataset> splits) {
    Path out = folder.resolve(format + System.nanoTime());
    Conversion.write(splits, DatasetFormats.writer(format), out, PictureStore.Transfer.COPY);
    assertThat(DatasetFormats.recognise(out).name()).isEqualToIgnoringCase(format);
    return Conversion.read(out);
  }

  @ParameterizedTest
  @MethodSource("dev.fovea.data.format.DatasetFormats#written")
  void nothingOfRandomDataIsLost(String format) {
    for (long next = 0; next < CASES; next++) {
      long seed = next;
      Map<String, Dataset> made = random(seed);
      Map<String, Dataset> read = through(format, made);
      assertThat(read.keySet()).as("seed " + seed).containsExactlyElementsOf(made.keySet());
      made.forEach(
          (split, dataset) -> assertSame(dataset, read.get(split), "seed " + seed + " " + split));
    }
  }

  @Test
  void bccdLosesNoBoxOnTheWayFromVocToCocoToYoloToVoc() {
    Map<String, Dataset> original = Conversion.read(SharedData.folder("bccd"));
    Map<String, Dataset> coco = through("coco", original);
    Map<String, Dataset> yolo = through("yolo", coco);
    Map<String, Dataset> voc = through("voc", yolo);
    for (Map<String, Dataset> splits : List.of(coco, yolo, voc)) {
      assertThat(splits.keySet()).containsExactlyInAnyOrderElementsOf(original.keySet());
      // The set's own README, less the two boxes without area.
      assertThat(splits.get("trainval").boxCount() + splits.get("test").boxCount())
          .isEqualTo(4155 - 2 + 372 + 361);
    }
    original.forEach((split, dataset) -> assertSame(dataset, coco.get(split), split));
    original.forEach((split, dataset) -> assertSame(dataset, yolo.get(split), split));
    original.forEach((split, dataset) -> assertSame(dataset, voc.get(split), split));
  }

  @Test
  void cocoKeepsIdsGapsCrowdsAndAreas() {
    Map<String, Dataset> original = Conversion.read(SharedData.folder("coco_official"));
    Map<String, Dataset> again = through("coco", original);
    original.forEach(
        (split, dataset) -> {
          Dataset read = again.get(split);
          assertThat(read.classes()).isEqualTo(dataset.classes());
          for (int i = 0; i < dataset.images().size(); i++) {
            assertThat(read.images().get(i).id()).isEqualTo(dataset.images().get(i).id());
            assertThat(read.images().get(i).annotations())
                .isEqualTo(dataset.images().get(i).annotations());
          }
        });
  }

  @Test
  void whatAFormatCannotHoldIsSaidWithItsCount() {
    Map<String, Dataset> splits = random(77);
    LabelledImage first = splits.get("train").images().getFirst();
    List<Annotation> changed = new ArrayList<>(first.annotations());
    changed.set(0, changed.get(0).ignored());
    changed.set(1, changed.get(1).ignored());
    changed.add(new Annotation(new Box(4, 4, 5, 9), 0, false, 5, 17));
    changed.add(new Annotation(new Box(4, 4, 9, 9), Annotation.EVERY_CLASS, true));
    List<Long> ids = LongStream.of(1, 5, 90).boxed().toList();
    Dataset dataset =
        new Dataset(
            "made/train",
            new ClassNames(CLASSES.names(), ids),
            List.of(first.withAnnotations(changed)),
            List.of());
    assertThat(losses("yolo", dataset))
        .containsExactly(
            "YOLO: boxes to ignore left out, for which it has no flag (3).",
            "YOLO: ids of annotations are not kept (1).",
            "YOLO: ids of classes are numbered anew (3).");
    assertThat(losses("voc", dataset))
        .containsExactly(
            "VOC: boxes of one pixel or less left out, whose corners VOC counts as equal (1).",
            "VOC: regions to ignore of no class left out (1).",
            "VOC: ids of classes are numbered anew (2).");
    for (String format : List.of("CSV", "CVAT", "LabelMe")) {
      assertThat(losses(format, dataset))
          .containsExactly(
              format + ": ids of annotations are not kept (1).",
              format + ": regions to ignore of no class left out (1).",
              format + ": ids of classes are numbered anew (2).");
    }
    assertThat(losses("CreateML", dataset))
        .containsExactly(
            "CreateML: boxes to ignore left out, for which it has no flag (3).",
            "CreateML: ids of annotations are not kept (1).",
            "CreateML: ids of classes are numbered anew (2).");
    assertThat(losses("coco", dataset))
        .containsExactly("COCO: regions to ignore of no class left out (1).");
  }

  @Test
  void formatsThatKnowClassesByTheirBoxesSayWhatBecomesOfTheOthers() {
    LabelledImage image = random(78).get("train").images().getFirst();
    Annotation box = new Annotation(new Box(1, 1, 9, 9), 1, false, 30, 0);
    ClassNames classes = new ClassNames(List.of("b", "a", "c"), List.of(1L, 2L, 3L));
    List<LabelledImage> images = List.of(image.withAnnotations(List.of(box)));
    Dataset dataset = new Dataset("made/train", classes, images, List.of());
    String areas = ": areas of masks are not kept; the boxes' will be taken (1).";
    for (String format : List.of("CSV", "CreateML", "LabelMe", "VOC")) {
      assertThat(losses(format, dataset))
          .containsExactly(
              format + areas,
              format + ": classes without a box are not kept (2).",
              format + ": classes are put into alphabetical order (3).");
    }
    assertThat(losses("CVAT", dataset)).containsExactly("CVAT" + areas);
  }

  @Test
  void linkedPicturesAreThoseOfTheOriginal() {
    Map<String, Dataset> splits = random(5);
    Path out = folder.resolve("linked");
    Conversion done =
        Conversion.write(splits, DatasetFormats.writer("VOC"), out, PictureStore.Transfer.LINK);
    assertThat(done.pictures()).isEqualTo(6);
    Path picture = DatasetFormats.read(out, "val").images().getFirst().file();
    assertThat(picture).isSymbolicLink();
    assertThat(picture).hasSameBinaryContentAs(splits.get("val").images().getFirst().file());
  }

  @Test
  void aFolderWithSomethingInItIsRefusedAndAFailureLeavesNothing() throws IOException {
    Map<String, Dataset> splits = random(6);
    DatasetWriter writer = DatasetFormats.writer("coco");
    assertThatThrownBy(() -> Conversion.write(splits, writer, folder, PictureStore.Transfer.COPY))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("no empty folder");
    Files.delete(splits.get("val").images().getLast().file());
    Path out = folder.resolve("broken");
    assertThatThrownBy(() -> Conversion.write(splits, writer, out, PictureStore.Transfer.COPY))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("does not exist");
    assertThat(out).doesNotExist();
    assertThat(folder.resolve(".broken.partial")).doesNotExist();
  }

  @Test
  void anUnknownFormatIsAnsweredWithTheKnownOnes() {
    assertThatThrownBy(() -> DatasetFormats.writer("yollo"))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("Did you mean yolo?");
  }

  private List<String> losses(String format, Dataset dataset) {
    Path out = folder.resolve("lossy-" + format);
    Map<String, Dataset> splits = Map.of("train", dataset);
    return Conversion.write(splits, DatasetFormats.writer(format), out, PictureStore.Transfer.COPY)
        .losses();
  }
}

package dev.fovea.data.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.ClassNames;
import dev.fovea.core.FoveaException;
import dev.fovea.core.Image;
import dev.fovea.core.box.Box;
import dev.fovea.core.tile.Tiling;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.format.Conversion;
import dev.fovea.data.format.DatasetFormats;
import dev.fovea.data.image.ImageReader;
import dev.fovea.data.image.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TileCutterTest {
  private static final ClassNames CLASSES = new ClassNames(List.of("cat", "dog"), List.of(3L, 7L));
  private static final int WIDTH = 100;
  private static final int HEIGHT = 60;

  @TempDir private Path folder;

  private static TileSettings settings(int tile, int overlap, double background) {
    return new TileSettings(new Tiling(tile, overlap), 0.5, background, 5);
  }

  private static Dataset set(List<LabelledImage> images) {
    return new Dataset("set", CLASSES, images, List.of());
  }

  private LabelledImage image(String name, List<Annotation> annotations) {
    return new LabelledImage(1, folder.resolve(name), name, WIDTH, HEIGHT, annotations);
  }

  private static Annotation object(int classIndex, Box box) {
    return new Annotation(box, classIndex, false);
  }

  /** Tiles of 60 pixels begin at 0 and 40; the last of them ends with the picture. */
  @Test
  void boxesAreCutAtSeamsByTheShareThatStays() {
    Annotation left = object(0, new Box(10, 10, 30, 30));
    Annotation half = object(1, new Box(50, 20, 70, 40));
    Annotation mostlyRight = object(0, new Box(56, 5, 76, 15));
    Dataset dataset = set(List.of(image("a.png", List.of(left, half, mostlyRight))));
    TiledSplit tiled = new TileCutter(settings(60, 20, 1)).cut(dataset);
    assertThat(tiled.dataset().images())
        .extracting(LabelledImage::name)
        .containsExactly("a_0_0.png", "a_40_0.png");
    assertThat(tiled.dataset().images().getFirst().annotations())
        .containsExactly(
            left,
            half.withBox(new Box(50, 20, 60, 40)),
            mostlyRight.withBox(new Box(56, 5, 60, 15)).ignored());
    assertThat(tiled.dataset().images().getLast().annotations())
        .containsExactly(object(1, new Box(10, 20, 30, 40)), object(0, new Box(16, 5, 36, 15)));
    assertThat(tiled.cut()).isEqualTo(1);
    assertThat(tiled.left()).isZero();
  }

  /** Whole pixels of a box are counted one by one in each tile. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whatATileShowsIsWhatItsPixelsShow(long seed) {
    Random random = new Random(seed);
    List<Annotation> annotations = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      int x = random.nextInt(WIDTH - 20);
      int y = random.nextInt(HEIGHT - 20);
      Box box = new Box(x, y, x + 1 + random.nextInt(20), y + 1 + random.nextInt(20));
      annotations.add(object(i % 2, box));
    }
    Tiling tiling = new Tiling(32, 20);
    TileSettings asked = new TileSettings(tiling, 0.7, 1, 0);
    List<LabelledImage> tiles =
        new TileCutter(asked).cut(set(List.of(image("a.png", annotations)))).dataset().images();
    int whole = 0;
    for (int tile = 0; tile < tiles.size(); tile++) {
      int left = tiling.windows(WIDTH, HEIGHT).get(tile).left();
      int top = tiling.windows(WIDTH, HEIGHT).get(tile).top();
      List<String> wanted = new ArrayList<>();
      for (Annotation annotation : annotations) {
        int shown = 0;
        for (int y = (int) annotation.box().y1(); y < annotation.box().y2(); y++) {
          for (int x = (int) annotation.box().x1(); x < annotation.box().x2(); x++) {
            shown += x >= left && x < left + 32 && y >= top && y < top + 32 ? 1 : 0;
          }
        }
        if (shown > 0) {
          boolean enough = shown >= 0.7 * annotation.box().area();
          wanted.add(shown + " " + !enough);
          whole += shown == annotation.box().area() ? 1 : 0;
        }
      }
      assertThat(tiles.get(tile).annotations())
          .as("seed %s, tile %s", seed, tile)
          .extracting(each -> (int) each.box().area() + " " + each.ignore())
          .containsExactlyElementsOf(wanted);
    }
    assertThat(whole).as("seed %s", seed).isGreaterThanOrEqualTo(annotations.size());
  }

  @Test
  void backgroundIsThinnedBySeedAndObjectsStay() {
    List<LabelledImage> images = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      images.add(image(i + ".png", List.of(object(0, new Box(1, 1, 9, 9)))));
    }
    Dataset dataset = set(images); // four tiles of 50 × 30 pixels each, three of them background
    TiledSplit all = new TileCutter(settings(50, 0, 1)).cut(dataset);
    TiledSplit some = new TileCutter(settings(50, 0, 0.25)).cut(dataset);
    TiledSplit none = new TileCutter(settings(50, 0, 0)).cut(dataset);
    assertThat(all.dataset().images()).hasSize(800);
    assertThat(none.dataset().images()).hasSize(200);
    assertThat(none.left()).isEqualTo(600);
    assertThat(some.dataset().images().size() - 200.0).isCloseTo(150, within(40.0));
    assertThat(some.dataset().boxCount()).isEqualTo(200);
    assertThat(new TileCutter(settings(50, 0, 0.25)).cut(dataset)).isEqualTo(some);
  }

  @ParameterizedTest
  @ValueSource(strings = {"coco", "voc", "yolo"})
  void writtenAndReadAgainTheTilesHaveThePicturesPixels(String format) throws IOException {
    byte[] noise = new byte[3 * WIDTH * HEIGHT];
    new Random(1).nextBytes(noise);
    Image picture = new Image(WIDTH, HEIGHT, noise);
    ImageWriter.write(picture, folder.resolve("a.png"));
    Image small = new Image(20, 10, new byte[600]);
    ImageWriter.write(small, folder.resolve("small.png"));
    List<Annotation> objects =
        List.of(object(0, new Box(30, 10, 45, 30)), object(1, new Box(70, 5, 90, 25)));
    LabelledImage tiny =
        new LabelledImage(
            2,
            folder.resolve("small.png"),
            "small.png",
            20,
            10,
            List.of(object(0, new Box(2, 2, 9, 9))));
    TileCutter cutter = new TileCutter(settings(60, 20, 1));
    TiledSplit tiled = cutter.cut(set(List.of(image("a.png", objects), tiny)));
    Path out = folder.resolve("tiles");
    Conversion.write(Map.of("train", tiled.dataset()), DatasetFormats.writer(format), out, cutter);
    List<LabelledImage> read = DatasetFormats.read(out, "train").images();
    assertThat(read).hasSize(3);
    for (LabelledImage tile : read) {
      Image pixels = ImageReader.read(tile.file());
      boolean whole = tile.name().contains("small");
      int left = tile.name().contains("_40_") ? 40 : 0;
      for (int y = 0; y < pixels.height(); y++) {
        for (int x = 0; x < 3 * pixels.width(); x++) {
          byte wanted = whole ? 0 : picture.rgb()[3 * WIDTH * y + 3 * left + x];
          assertThat(pixels.rgb()[3 * pixels.width() * y + x]).isEqualTo(wanted);
        }
      }
    }
    assertThat(Files.readAllBytes(read.getLast().file()))
        .isEqualTo(Files.readAllBytes(folder.resolve("small.png")));
    assertThat(set(read).boxCount()).isEqualTo(3); // five of fifteen columns are to be ignored
  }

  @Test
  void aPictureOfAnotherSizeThanStatedIsToldWithTheRemedy() {
    ImageWriter.write(new Image(90, 60, new byte[16_200]), folder.resolve("a.png"));
    TileCutter cutter = new TileCutter(settings(60, 20, 1));
    TiledSplit tiled = cutter.cut(set(List.of(image("a.png", List.of()))));
    assertThatThrownBy(
            () ->
                Conversion.write(
                    Map.of("train", tiled.dataset()),
                    DatasetFormats.writer("coco"),
                    folder.resolve("tiles"),
                    cutter))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("90x60 pixels, but the data set says 100x60")
        .hasMessageContaining("--fix");
    assertThat(folder.resolve("tiles")).doesNotExist();
  }

  @Test
  void sharesOutOfRangeAndASplitWithoutTilesAreRefused() {
    Tiling tiling = new Tiling(60, 20);
    assertThatThrownBy(() -> new TileSettings(tiling, 0, 1, 0)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> new TileSettings(tiling, 0.5, 1.1, 0)).hasMessageContaining("0 to 1");
    Dataset empty = set(List.of(image("a.png", List.of())));
    assertThatThrownBy(() -> new TileCutter(settings(60, 20, 0)).cut(empty))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("no objects");
  }
}

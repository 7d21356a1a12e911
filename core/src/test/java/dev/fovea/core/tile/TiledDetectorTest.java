package dev.fovea.core.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Detection;
import dev.fovea.core.FoveaException;
import dev.fovea.core.Image;
import dev.fovea.core.Window;
import dev.fovea.core.tile.SquarePicture.Known;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TiledDetectorTest {
  private static final double NMS = 0.5;

  private static List<Known> found(Image image, Tiling tiling) {
    try (TiledDetector detector = new TiledDetector(new SquareFinder(), tiling, NMS)) {
      return detector.detect(image).stream()
          .map(detection -> new Known(detection.classIndex(), detection.box()))
          .toList();
    }
  }

  /** Rectangles at any place, and around the corners and along the sides of the tiles. */
  private static SquarePicture scattered(Random random, int[] size, Tiling tiling, int[] sides) {
    SquarePicture picture = new SquarePicture(size[0], size[1]);
    for (Window window : tiling.windows(size[0], size[1])) {
      for (int i = 0; i < 6; i++) {
        int across = sides[0] + random.nextInt(sides[1] - sides[0] + 1);
        int down = sides[0] + random.nextInt(sides[1] - sides[0] + 1);
        int x = i % 3 == 0 ? window.left() + random.nextInt(window.width()) : window.right();
        int y = i % 3 == 1 ? window.top() + random.nextInt(window.height()) : window.bottom();
        int left = x - random.nextInt(across + 2);
        int top = y - random.nextInt(down + 2);
        picture.add(random.nextInt(3), left, top, across, down);
      }
    }
    return picture;
  }

  @Test
  void everySmallObjectOfALargePictureIsFoundOnce() {
    Tiling tiling = new Tiling(512, 64);
    int[] size = {6000, 4000};
    SquarePicture picture = scattered(new Random(1), size, tiling, new int[] {20, 20});
    assertThat(picture.known().size()).isGreaterThan(400);
    assertThat(found(picture.image(), tiling)).containsExactlyInAnyOrderElementsOf(picture.known());
  }

  @ParameterizedTest
  @CsvSource({
    "100, 30, 20, 20", // smaller than the overlap
    "100, 20, 20, 20", // as large as it
    "100, 21, 18, 24", // about as large
    "100, 30, 35, 70", // larger
    "100, 0, 20, 20", // no overlap
    "100, 0, 3, 90",
    "64, 10, 20, 250", // larger than a tile
    "64, 0, 65, 300",
    "50, 40, 10, 120" // a tile begins every ten pixels
  })
  void everyObjectIsFoundOnceWhateverTheOverlap(int tile, int overlap, int least, int most) {
    Tiling tiling = new Tiling(tile, overlap);
    for (long seed = 0; seed < 10; seed++) {
      int[] size = overlap == 40 ? new int[] {230, 190} : new int[] {730, 510};
      SquarePicture picture = scattered(new Random(seed), size, tiling, new int[] {least, most});
      assertThat(picture.known().size()).as("seed %s", seed).isGreaterThan(1);
      assertThat(found(picture.image(), tiling))
          .as("seed %s", seed)
          .containsExactlyInAnyOrderElementsOf(picture.known());
    }
  }

  @Test
  void aPictureNoLargerThanATileIsGivenAsItIs() {
    SquarePicture picture = new SquarePicture(80, 60);
    picture.add(1, 10, 10, 20, 20);
    assertThat(found(picture.image(), new Tiling(80, 16))).isEqualTo(picture.known());
  }

  @Test
  void theDetectorSeesNothingLargerThanATile() {
    SquareFinder finder = new SquareFinder();
    SquarePicture picture = new SquarePicture(1000, 300);
    new TiledDetector(finder, new Tiling(128, 32), NMS).detect(picture.image());
    assertThat(finder.mostPixels()).isEqualTo(128 * 128);
  }

  @Test
  void theHighestScoreComesFirst() {
    Tiling tiling = new Tiling(100, 30);
    int[] size = {500, 400};
    SquarePicture picture = scattered(new Random(3), size, tiling, new int[] {5, 60});
    try (TiledDetector detector = new TiledDetector(new SquareFinder(), tiling, NMS)) {
      assertThat(detector.detect(picture.image()))
          .isSortedAccordingTo(Comparator.comparing(Detection::score).reversed());
    }
  }

  /** Green within red: other classes have no say. */
  @Test
  void onlyBoxesOfOneClassAreMerged() {
    SquarePicture red = new SquarePicture(200, 100);
    red.add(0, 80, 20, 40, 40);
    Image image = red.image();
    for (int y = 30; y < 50; y++) {
      for (int x = 90; x < 110; x++) {
        image.rgb()[3 * (y * 200 + x)] = 0;
        image.rgb()[3 * (y * 200 + x) + 1] = (byte) 255;
      }
    }
    assertThat(found(image, new Tiling(100, 30)))
        .extracting(Known::classIndex)
        .containsExactlyInAnyOrder(0, 1);
  }

  @Test
  void closingClosesTheDetectorWithin() {
    TiledDetector detector = new TiledDetector(new SquareFinder(), new Tiling(10, 2), NMS);
    assertThat(detector.classNames()).isEqualTo(SquareFinder.COLOURS);
    detector.close();
    Image image = new Image(30, 30, new byte[2700]);
    assertThatThrownBy(() -> detector.detect(image)).isInstanceOf(FoveaException.class);
    assertThatThrownBy(() -> new TiledDetector(new SquareFinder(), new Tiling(9, 1), 2))
        .hasMessageContaining("detect.nms is 2");
  }
}

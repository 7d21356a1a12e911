package dev.fovea.core.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.FoveaException;
import dev.fovea.core.Window;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TilingTest {
  @Test
  void theLastTileIsMovedIn() {
    assertThat(new Tiling(100, 20).windows(250, 90))
        .containsExactly(
            new Window(0, 0, 100, 90), new Window(80, 0, 100, 90), new Window(150, 0, 100, 90));
  }

  @Test
  void aPictureNoLargerThanATileIsOne() {
    assertThat(new Tiling(100, 99).windows(100, 7)).containsExactly(new Window(0, 0, 100, 7));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void tilesCoverThePictureAndShareTheOverlap(long seed) {
    Random random = new Random(seed);
    int tile = 1 + random.nextInt(60);
    int overlap = random.nextInt(tile);
    int width = 1 + random.nextInt(300);
    List<Window> windows = new Tiling(tile, overlap).windows(width, tile);
    assertThat(windows.getFirst().left()).as("seed %s", seed).isZero();
    assertThat(windows.getLast().right()).as("seed %s", seed).isEqualTo(width);
    for (int i = 1; i < windows.size(); i++) {
      assertThat(windows.get(i - 1).right() - windows.get(i).left())
          .as("seed %s", seed)
          .isGreaterThanOrEqualTo(overlap);
    }
  }

  @ParameterizedTest
  @CsvSource({"100,100", "100,120", "100,-1", "0,0", "-5,0"})
  void whatCannotBeCutIsRefused(int tile, int overlap) {
    assertThatThrownBy(() -> new Tiling(tile, overlap))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("accepted:");
  }
}

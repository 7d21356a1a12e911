package dev.fovea.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Image;
import java.util.List;
import org.junit.jupiter.api.Test;

class MontageTest {
  private static final Image TWO = new Image(2, 1, new byte[] {1, 2, 3, 4, 5, 6});

  @Test
  void anEnlargedPictureRepeatsItsPixels() {
    assertThat(Montage.enlarged(TWO, 2).rgb())
        .containsExactly(
            1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6, //
            1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6);
  }

  @Test
  void aGridFillsRowsFirst() {
    Image one = new Image(1, 1, new byte[] {7, 8, 9});
    Image grid = Montage.grid(List.of(one, one, one), 2);
    assertThat(grid.width()).isEqualTo(8);
    assertThat(grid.height()).isEqualTo(8);
    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 8; x++) {
        boolean drawn = (x == 0 || x == 7) && y == 0 || x == 0 && y == 7;
        assertThat(grid.rgb()[3 * (8 * y + x)])
            .as("(%d, %d)", x, y)
            .isEqualTo((byte) (drawn ? 7 : 0));
      }
    }
  }

  @Test
  void picturesOfDifferentSizesAreRefused() {
    Image one = new Image(1, 1, new byte[] {7, 8, 9});
    assertThatThrownBy(() -> Montage.grid(List.of(one, TWO), 2))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

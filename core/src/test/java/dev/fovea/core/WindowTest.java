package dev.fovea.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.box.Box;
import org.junit.jupiter.api.Test;

class WindowTest {
  private static final Window WINDOW = new Window(10, 20, 30, 40);

  @Test
  void aPartHasItsOwnPixels() {
    byte[] rgb = new byte[3 * 4 * 2];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) i;
    }
    assertThat(new Window(1, 0, 2, 2).of(new Image(4, 2, rgb)).rgb())
        .containsExactly(3, 4, 5, 6, 7, 8, 15, 16, 17, 18, 19, 20);
  }

  @Test
  void aPartMustBeInside() {
    Image image = new Image(4, 2, new byte[24]);
    assertThatThrownBy(() -> new Window(3, 0, 2, 2).of(image))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2x2 pixels from (3, 0) are not inside a picture of 4x2");
  }

  @Test
  void aBoxIsCutAndMovedIntoTheWindowAndBack() {
    assertThat(WINDOW.cut(new Box(5, 25, 20, 100))).contains(new Box(0, 5, 10, 40));
    assertThat(WINDOW.inPicture(new Box(0, 5, 10, 40))).isEqualTo(new Box(10, 25, 20, 60));
    assertThat(WINDOW.cut(new Box(0, 25, 10, 30))).isEmpty();
  }

  @Test
  void holdsWhatReachesItsSidesAndNoFurther() {
    assertThat(WINDOW.holds(new Box(10, 20, 40, 60))).isTrue();
    assertThat(WINDOW.holds(new Box(10, 20, 40.1f, 60))).isFalse();
    assertThat(WINDOW.holds(new Box(9.9f, 20, 40, 60))).isFalse();
  }
}

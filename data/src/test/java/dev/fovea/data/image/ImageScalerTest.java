package dev.fovea.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.Image;
import dev.fovea.core.Size;
import org.junit.jupiter.api.Test;

class ImageScalerTest {
  /** Four by two pixels: 0 8 20 40 over 4 12 60 80, grey. */
  private static final Image PICTURE = grey(4, 2, 0, 8, 20, 40, 4, 12, 60, 80);

  @Test
  void halfTheSizeIsTheMeanOfFourPixels() {
    Image half = ImageScaler.scale(PICTURE, new Size(2, 1));

    assertThat(half.rgb()).containsExactly(6, 6, 6, 50, 50, 50);
  }

  @Test
  void anEvenPictureStaysEvenWhenItGrows() {
    Image large = ImageScaler.scale(grey(1, 1, 77), new Size(3, 2));

    assertThat(large.width()).isEqualTo(3);
    assertThat(large.height()).isEqualTo(2);
    assertThat(large.rgb()).containsOnly(77).hasSize(18);
  }

  private static Image grey(int width, int height, int... values) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) values[i / 3];
    }
    return new Image(width, height, rgb);
  }
}

package dev.fovea.data.synth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColourTest {
  @Test
  void huesGoFromRedOverGreenToBlue() {
    assertThat(Colour.of(0, 1, 0.5)).isEqualTo(new Colour(255, 0, 0));
    assertThat(Colour.of(60, 1, 0.5)).isEqualTo(new Colour(255, 255, 0));
    assertThat(Colour.of(120, 1, 0.25)).isEqualTo(new Colour(0, 127.5, 0));
    assertThat(Colour.of(240, 0.5, 0.5)).isEqualTo(new Colour(63.75, 63.75, 191.25));
  }

  @Test
  void withoutSaturationEveryHueIsGrey() {
    assertThat(Colour.of(77, 0, 0.2)).isEqualTo(new Colour(51, 51, 51));
  }
}

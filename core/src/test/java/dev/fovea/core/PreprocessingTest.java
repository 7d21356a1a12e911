package dev.fovea.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreprocessingTest {
  /** What torchvision recorded; see {@code record_preprocessing.py}. */
  private static List<String> recorded() throws IOException {
    try (InputStream in = PreprocessingTest.class.getResourceAsStream("preprocessing.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static Image picture(int width, int height) {
    byte[] rgb = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < 3; c++) {
          rgb[(y * width + x) * 3 + c] = (byte) (x * 31 + y * 17 + c * 101 + x * y * 7);
        }
      }
    }
    return new Image(width, height, rgb);
  }

  @Test
  void sizesAndPixelsAreTorchvisions() throws IOException {
    float[] pixels = {};
    Size content = new Size(1, 1);
    int compared = 0;
    for (String line : recorded()) {
      if (line.startsWith("size: ")) {
        int[] n = Arrays.stream(line.substring(6).split(" ")).mapToInt(Integer::parseInt).toArray();
        Preprocessing preprocessing = Preprocessing.imagenet(n[2], n[3]);
        content = preprocessing.resized(n[0], n[1]);
        assertThat(content).as(line).isEqualTo(new Size(n[4], n[5]));
        assertThat(preprocessing.padded(content)).as(line).isEqualTo(new Size(n[6], n[7]));
        pixels = new Resizer(preprocessing).resize(picture(n[0], n[1]), content);
      } else if (line.startsWith("at: ")) {
        String[] n = line.substring(4).split(" ");
        int at = (Integer.parseInt(n[1]) * content.width() + Integer.parseInt(n[0])) * 3;
        for (int c = 0; c < 3; c++) {
          assertThat(pixels[at + c])
              .as("%s of %s", line, content)
              .isCloseTo(Float.parseFloat(n[2 + c]), within(1e-5f));
          compared++;
        }
      }
    }
    assertThat(compared).isEqualTo(10 * 64 * 3);
  }

  @Test
  void aSideOf480BecomesExactly800() {
    assertThat(Preprocessing.imagenet(800, 1333).resized(640, 480)).isEqualTo(new Size(1066, 800));
  }

  @Test
  void theFactorScalesBothLimits() {
    Preprocessing preprocessing = Preprocessing.imagenet(300, 400);
    assertThat(preprocessing.resized(600, 600, 0.5)).isEqualTo(new Size(150, 150));
    assertThat(preprocessing.resized(4000, 400, 0.5)).isEqualTo(new Size(200, 20));
    assertThat(preprocessing.resized(100_000, 1)).isEqualTo(new Size(400, 1));
  }

  @Test
  void whatLiesOutsideTheContentIsLeftAsItIs() {
    float[] canvas = new float[8 * 6 * 3];
    Arrays.fill(canvas, 7);
    new Resizer(Preprocessing.imagenet(4, 8))
        .write(picture(2, 2), new Size(5, 4), MemorySegment.ofArray(canvas), 8);
    for (int y = 0; y < 6; y++) {
      for (int x = 0; x < 8; x++) {
        boolean outside = x >= 5 || y >= 4;
        assertThat(canvas[(y * 8 + x) * 3] == 7).as("%d, %d", x, y).isEqualTo(outside);
      }
    }
  }

  @Test
  void aPictureOfTheSameSizeIsOnlyNormalised() {
    Image image = picture(5, 3);
    float[] pixels = new Resizer(Preprocessing.imagenet(3, 5)).resize(image, new Size(5, 3));
    for (int i = 0; i < pixels.length; i++) {
      double mean = Preprocessing.IMAGENET_MEAN.get(i % 3);
      double deviation = Preprocessing.IMAGENET_DEVIATION.get(i % 3);
      double expected = ((image.rgb()[i] & 0xff) / 255.0 - mean) / deviation;
      assertThat((double) pixels[i]).isCloseTo(expected, within(1e-6));
    }
  }

  @Test
  void aCanvasThatIsTooSmallIsRefused() {
    Resizer resizer = new Resizer(Preprocessing.imagenet(4, 8));
    MemorySegment canvas = MemorySegment.ofArray(new float[4 * 4 * 3]);
    assertThat(canvas.byteSize()).isEqualTo(48 * ValueLayout.JAVA_FLOAT.byteSize());
    assertThatThrownBy(() -> resizer.write(picture(2, 2), new Size(5, 3), canvas, 4))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> resizer.write(picture(2, 2), new Size(3, 5), canvas, 4))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void settingsThatMakeNoSenseAreToldWithTheValue() {
    assertThatThrownBy(() -> Preprocessing.imagenet(800, 700))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("700")
        .hasMessageContaining("800");
    assertThatThrownBy(
            () -> new Preprocessing(8, 9, List.of(0.0, 0.0, 0.0), List.of(1.0, 0.0, 1.0), 32))
        .hasMessageContaining("deviation");
  }
}

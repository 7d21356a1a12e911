package dev.fovea.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.FoveaException;
import dev.fovea.core.Image;
import dev.fovea.data.SharedData;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageReaderTest {
  @TempDir private Path folder;

  private static Image random(int width, int height, long seed) {
    byte[] rgb = new byte[width * height * 3];
    new SplittableRandom(seed).nextBytes(rgb);
    return new Image(width, height, rgb);
  }

  @Test
  void pngsComeBackByteForByte() {
    for (int width : new int[] {1, 7, 64}) {
      Image image = random(width, 5, width);
      Path file = folder.resolve("a.png");
      ImageWriter.write(image, file);
      Image read = ImageReader.read(file);
      assertThat(read.width()).isEqualTo(width);
      assertThat(read.rgb()).isEqualTo(image.rgb());
    }
  }

  @Test
  void channelsAreRedGreenBlue() throws IOException {
    BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
    picture.setRGB(0, 0, new Color(10, 20, 30).getRGB());
    picture.setRGB(1, 0, new Color(200, 100, 50).getRGB());
    Path file = folder.resolve("a.png");
    assertThat(ImageIO.write(picture, "png", file.toFile())).isTrue();
    assertThat(ImageReader.read(file).rgb())
        .isEqualTo(new byte[] {10, 20, 30, (byte) 200, 100, 50});
    ImageWriter.write(ImageReader.read(file), folder.resolve("b.png"));
    assertThat(new Color(ImageIO.read(folder.resolve("b.png").toFile()).getRGB(1, 0)))
        .isEqualTo(new Color(200, 100, 50));
  }

  @Test
  void greyBecomesThreeEqualChannels() throws IOException {
    Path file = SharedData.folder("hit_uav").resolve("val/1_80_90_0_01343.jpg");
    Image image = ImageReader.read(file);
    assertThat(image.width()).isEqualTo(640);
    assertThat(image.height()).isEqualTo(512);
    // The raster, since BufferedImage.getRGB applies a gamma to grey.
    int[] raster = ImageIO.read(file.toFile()).getRaster().getPixels(0, 0, 640, 512, (int[]) null);
    int unequal = 0;
    int furthest = 0;
    for (int i = 0; i < raster.length; i++) {
      byte red = image.rgb()[3 * i];
      unequal += image.rgb()[3 * i + 1] == red && image.rgb()[3 * i + 2] == red ? 0 : 1;
      furthest = Math.max(furthest, Math.abs((red & 0xff) - raster[i]));
    }
    assertThat(unequal).isZero();
    assertThat(furthest).isLessThanOrEqualTo(3);
  }

  @Test
  void progressiveJpegsAreRead() throws IOException {
    Path file = SharedData.folder("coco_official").resolve("val2017/000000000802.jpg");
    Image image = ImageReader.read(file);
    BufferedImage other = ImageIO.read(file.toFile());
    assertThat(image.width()).isEqualTo(other.getWidth());
    double difference = 0;
    for (int i = 0; i < image.width() * image.height(); i++) {
      Color colour = new Color(other.getRGB(i % image.width(), i / image.width()));
      difference += Math.abs((image.rgb()[3 * i] & 0xff) - colour.getRed());
    }
    assertThat(difference / (image.width() * image.height())).isLessThan(2);
  }

  @Test
  void everyPictureOfBccdIsWhole() throws IOException {
    try (var files = Files.list(SharedData.folder("bccd").resolve("JPEGImages"))) {
      for (Path file : files.toList()) {
        assertThat(Truncation.cutShort(Files.readAllBytes(file))).as("%s", file).isFalse();
      }
    }
  }

  @Test
  void picturesCutAnywhereAreToldWithTheFile() throws IOException {
    for (String suffix : new String[] {".jpg", ".png"}) {
      byte[] whole = ImageWriter.encode(random(40, 30, 1), suffix);
      for (int length : new int[] {30, 200, whole.length / 2, whole.length - 1}) {
        Path file = folder.resolve("cut" + suffix);
        Files.write(file, Arrays.copyOf(whole, suffix.equals(".png") ? length - 8 : length));
        assertThatThrownBy(() -> ImageReader.read(file))
            .as("%d bytes", length)
            .isInstanceOf(FoveaException.class)
            .hasMessageContaining(file.toString())
            .hasMessageContaining("cut short");
      }
    }
  }

  @Test
  void aThumbnailsEndIsNotThePictures() throws IOException {
    byte[] whole = ImageWriter.encode(random(40, 30, 1), ".jpg");
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.write(whole, 0, 2);
    joined.write(new byte[] {(byte) 0xff, (byte) 0xe1, 0, 6, 'x', 'x', (byte) 0xff, (byte) 0xd9});
    joined.write(whole, 2, whole.length - 2);
    byte[] bytes = joined.toByteArray();
    assertThat(Truncation.cutShort(bytes)).isFalse();
    assertThat(Truncation.cutShort(Arrays.copyOf(bytes, bytes.length - 40))).isTrue();
  }

  @Test
  void exifOrientationIsApplied() throws IOException {
    byte[] whole = ImageWriter.encode(random(40, 30, 1), ".jpg");
    Image image = ImageReader.decode(TurnedJpeg.of(whole, 6), "turned");
    assertThat(image.width()).isEqualTo(30);
    assertThat(image.height()).isEqualTo(40);
  }

  @Test
  void whatIsNoPictureIsToldWithTheFile() throws IOException {
    Path text = Files.writeString(folder.resolve("a.jpg"), "no picture");
    assertThatThrownBy(() -> ImageReader.read(text))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("a.jpg cannot be decoded");
    Path empty = Files.write(folder.resolve("b.jpg"), new byte[0]);
    assertThatThrownBy(() -> ImageReader.read(empty)).hasMessageContaining("b.jpg is empty");
    assertThatThrownBy(() -> ImageReader.read(folder.resolve("c.jpg")))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("c.jpg does not exist");
  }

  @Test
  void writingLeavesNothingElseBehind() throws IOException {
    ImageWriter.write(random(4, 4, 1), folder.resolve("a.JPG"));
    ImageWriter.write(random(5, 4, 1), folder.resolve("a.JPG"));
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("a.JPG"));
    }
    assertThat(ImageReader.read(folder.resolve("a.JPG")).width()).isEqualTo(5);
    assertThatThrownBy(() -> ImageWriter.write(random(4, 4, 1), folder.resolve("a.gif")))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining(".png");
    assertThatThrownBy(() -> ImageWriter.write(random(4, 4, 1), folder.resolve("a.JPG/a.png")))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("a.png");
  }
}

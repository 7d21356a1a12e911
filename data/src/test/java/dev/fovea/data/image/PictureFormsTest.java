package dev.fovea.data.image;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.FoveaException;
import dev.fovea.core.Image;
import dev.fovea.core.Size;
import dev.fovea.data.LabelledImage;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures of every form that cameras and tools write, by encoders of the JDK where it has one. */
class PictureFormsTest {
  private static final int LEFT = 0xff0a141e;
  private static final int RIGHT = 0xffc86432;
  private static final byte[] LEFT_AND_RIGHT = {10, 20, 30, (byte) 200, 100, 50};

  private static final int[] LOSSLESS = {opencv_imgcodecs.IMWRITE_WEBP_QUALITY, 101};

  @TempDir private Path folder;

  @BeforeAll
  static void prepareOpenCv() {
    OpenCv.prepare();
  }

  private static byte[] encoded(RenderedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }

  private static BufferedImage twoPixels(int type) {
    BufferedImage image = new BufferedImage(2, 1, type);
    image.setRGB(0, 0, LEFT);
    image.setRGB(1, 0, RIGHT);
    return image;
  }

  private static byte[] encoded(Mat matrix, String suffix, int... settings) {
    try (PointerScope scope = new PointerScope()) {
      BytePointer bytes = new BytePointer();
      opencv_imgcodecs.imencode(suffix, matrix, bytes, new IntPointer(settings));
      byte[] copy = new byte[(int) bytes.limit()];
      bytes.get(copy);
      return copy;
    }
  }

  /** The pixels, after a look whether the size is told without decoding as it is with. */
  private byte[] pixels(byte[] file) throws IOException {
    Image image = ImageReader.decodeWhole(file, "made");
    Path path = Files.write(folder.resolve("made"), file);
    assertThat(PictureSize.of(path)).isEqualTo(new Size(image.width(), image.height()));
    return image.rgb();
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "tiff"})
  void colours(String format) throws IOException {
    byte[] file = encoded(twoPixels(BufferedImage.TYPE_INT_RGB), format);
    assertThat(pixels(file)).containsExactly(LEFT_AND_RIGHT);
    assertThat(PixelForm.of(file)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "tiff"})
  void grey(String format) throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(0, 0, 0, 10);
    image.getRaster().setSample(1, 0, 0, 200);
    byte[] file = encoded(image, format);
    assertThat(pixels(file)).containsExactly(10, 10, 10, 200, 200, 200);
    assertThat(PixelForm.of(file)).containsExactly(PixelForm.GREY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "tiff"})
  void greyOf16BitsKeepsTheUpper8(String format) throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setSample(0, 0, 0, 0x12f0);
    image.getRaster().setSample(1, 0, 0, 0xfeff);
    byte[] file = encoded(image, format);
    assertThat(pixels(file)).containsExactly(0x12, 0x12, 0x12, 0xfe, 0xfe, 0xfe);
    assertThat(PixelForm.of(file)).containsExactly(PixelForm.GREY, PixelForm.SIXTEEN_BITS);
  }

  @ParameterizedTest
  @ValueSource(strings = {".png", ".tiff"})
  void coloursOf16BitsKeepTheUpper8(String suffix) throws IOException {
    byte[] file = encoded(matrix(opencv_core.CV_16UC3, 0x1234, 0x5678, 0x9abc), suffix);
    assertThat(pixels(file)).startsWith(0x9a, 0x56, 0x12);
    assertThat(PixelForm.of(file)).containsExactly(PixelForm.SIXTEEN_BITS);
  }

  private static Mat matrix(int type, double blue, double green, double red) {
    return new Mat(4, 4, type, new Scalar(blue, green, red, 128));
  }

  @Test
  void aPaletteIsLookedUp() throws IOException {
    byte[] red = {10, (byte) 200};
    byte[] green = {20, 100};
    byte[] blue = {30, 50};
    for (boolean transparent : new boolean[] {false, true}) {
      IndexColorModel palette =
          transparent
              ? new IndexColorModel(8, 2, red, green, blue, 1)
              : new IndexColorModel(8, 2, red, green, blue);
      BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED, palette);
      image.getRaster().setSample(1, 0, 0, 1);
      byte[] file = encoded(image, "png");
      assertThat(pixels(file)).containsExactly(LEFT_AND_RIGHT);
      assertThat(PixelForm.of(file).contains(PixelForm.TRANSPARENT)).isEqualTo(transparent);
    }
  }

  @Test
  void transparencyOfPngAndWebpIsDropped() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, LEFT & 0x80ffffff);
    image.setRGB(1, 0, RIGHT & 0x00ffffff);
    byte[] png = encoded(image, "png");
    assertThat(pixels(png)).containsExactly(LEFT_AND_RIGHT);
    assertThat(PixelForm.of(png)).containsExactly(PixelForm.TRANSPARENT);
    byte[] webp = encoded(matrix(opencv_core.CV_8UC4, 50, 100, 200), ".webp", LOSSLESS);
    assertThat(pixels(webp)).startsWith(200, 100, 50);
    assertThat(PixelForm.of(webp)).containsExactly(PixelForm.TRANSPARENT);
  }

  /** libtiff's own way of reading any TIFF as RGB. */
  @Test
  void coloursOfATransparentTiffComeMultipliedByIt() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, LEFT);
    image.setRGB(1, 0, RIGHT & 0x80ffffff);
    byte[] file = encoded(image, "tiff");
    assertThat(pixels(file)).containsExactly(10, 20, 30, 100, 50, 25);
    assertThat(PixelForm.of(file)).containsExactly(PixelForm.TRANSPARENT);
  }

  @Test
  void webpsAreRead() throws IOException {
    byte[] file = encoded(matrix(opencv_core.CV_8UC3, 50, 100, 200), ".webp", LOSSLESS);
    assertThat(pixels(file)).startsWith(200, 100, 50);
    assertThat(PixelForm.of(file)).isEmpty();
  }

  /** Adobe writes inks inverted: 255 is none. Black at full leaves red, green and blue. */
  @Test
  void aCmykJpegBecomesRgb() throws IOException {
    byte[] file = cmyk(200, 100, 50);
    byte[] rgb = pixels(file);
    for (int i = 0; i < 3; i++) {
      assertThat(rgb[i] & 0xff)
          .isBetween(List.of(198, 98, 48).get(i), List.of(202, 102, 52).get(i));
    }
    assertThat(PixelForm.of(file)).containsExactly(PixelForm.CMYK);
  }

  private static byte[] cmyk(int... inks) throws IOException {
    WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null);
    for (int i = 0; i < 256; i++) {
      raster.setPixel(i % 16, i / 16, new int[] {inks[0], inks[1], inks[2], 255});
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(raster, null, null), null);
    } finally {
      writer.dispose();
    }
    // APP14 of 14 bytes, "Adobe", version 100, no flags, no transform.
    byte[] adobe = HexFormat.of().parseHex("ffee000e41646f626500640000000000");
    ByteArrayOutputStream marked = new ByteArrayOutputStream();
    marked.write(bytes.toByteArray(), 0, 2);
    marked.writeBytes(adobe);
    marked.write(bytes.toByteArray(), 2, bytes.size() - 2);
    return marked.toByteArray();
  }

  /**
   * Where the stored picture's marked corner goes, by the EXIF standard's table of orientations: 1
   * stays top left, 3 is turned by a half, 6 is turned right by a quarter, 8 left; even ones below
   * 5 and odd ones from it are mirrored.
   */
  @ParameterizedTest
  @CsvSource({
    "1, left, top", "2, right, top", "3, right, bottom", "4, left, bottom",
    "5, left, top", "6, right, top", "7, right, bottom", "8, left, bottom"
  })
  void everyExifOrientationIsAppliedToJpegAndPng(int orientation, String side, String end)
      throws IOException {
    byte[] rgb = new byte[48 * 32 * 3];
    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 16; x++) {
        rgb[3 * (48 * y + x)] = (byte) 255;
      }
    }
    Image stored = new Image(48, 32, rgb);
    byte[] jpeg = TurnedJpeg.of(ImageWriter.encode(stored, ".jpg"), orientation);
    byte[] png = turnedPng(ImageWriter.encode(stored, ".png"), orientation);
    boolean lying = orientation >= ExifOrientation.FIRST_LYING;
    for (byte[] file : List.of(jpeg, png)) {
      pixels(file);
      Image image = ImageReader.decode(file, "turned");
      assertThat(image.width()).isEqualTo(lying ? 32 : 48);
      assertThat(image.height()).isEqualTo(lying ? 48 : 32);
      int x = side.equals("left") ? 2 : image.width() - 3;
      int y = end.equals("top") ? 2 : image.height() - 3;
      assertThat(image.rgb()[3 * (y * image.width() + x)] & 0xff).isGreaterThan(200);
      // The mark is 16 wide and 8 high as stored.
      int inX = side.equals("left") ? 11 : image.width() - 12;
      int inY = end.equals("top") ? 11 : image.height() - 12;
      assertThat(image.rgb()[3 * (y * image.width() + inX)] & 0xff)
          .isCloseTo(lying ? 0 : 255, within(20));
      assertThat(image.rgb()[3 * (inY * image.width() + x)] & 0xff)
          .isCloseTo(lying ? 255 : 0, within(20));
    }
  }

  /** Puts an eXIf chunk before the data. */
  private static byte[] turnedPng(byte[] png, int orientation) {
    byte[] exif =
        HexFormat.of()
            .parseHex(
                "4d4d002a00000008"
                    + "0001"
                    + "0112000300000001"
                    + "000"
                    + orientation
                    + "000000000000");
    ByteBuffer chunk = ByteBuffer.allocate(12 + exif.length);
    chunk.putInt(exif.length).put("eXIf".getBytes(US_ASCII)).put(exif);
    CRC32 sum = new CRC32();
    sum.update(chunk.array(), 4, 4 + exif.length);
    chunk.putInt((int) sum.getValue());
    int end = 8 + 25; // signature and head
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(png, 0, end);
    out.writeBytes(chunk.array());
    out.write(png, end, png.length - end);
    return out.toByteArray();
  }

  @Test
  void aPictureOfAnotherSizeThanItsAnnotationsSayIsRefused() throws IOException {
    Path file = folder.resolve("a.jpg");
    byte[] jpeg = ImageWriter.encode(new Image(48, 32, new byte[48 * 32 * 3]), ".jpg");
    Files.write(file, TurnedJpeg.of(jpeg, 6));
    LabelledImage upright = new LabelledImage(1, file, "a.jpg", 32, 48, List.of());
    assertThat(ImageReader.read(upright).width()).isEqualTo(32);
    LabelledImage unturned = new LabelledImage(1, file, "a.jpg", 48, 32, List.of());
    assertThatThrownBy(() -> ImageReader.read(unturned))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("a.jpg is 32x48 pixels, but its annotations say 48x32")
        .hasMessageContaining("EXIF");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0000001866747970686569630000000068656963; a HEIC, which is not read; save it as JPEG",
        "00000020667479706176696600000000; an AVIF, which is not read",
        "0000000c6a5020200d0a870a; a JPEG 2000, which is not read",
        "255044462d312e37; a PDF, which is not read",
        "ffd8ffe000104a46; cut short",
        "49492a0008000000; a TIFF of samples that are not whole numbers",
        "424d00; a BMP by its beginning, but damaged",
        "3c68746d6c3e; damaged or no picture",
        "00; damaged or no picture",
      })
  void whatCannotBeReadAnswersWithASentence(String bytes, String words) {
    byte[] file = HexFormat.of().parseHex(bytes);
    assertThatThrownBy(() -> ImageReader.decodeWhole(file, "made.jpg"))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("made.jpg")
        .hasMessageContaining(words.split(";")[0]);
  }

  @Test
  void aTiffOfFloatsAnswersWithASentence() {
    byte[] file = encoded(matrix(opencv_core.CV_32FC3, 0.1, 0.5, 0.9), ".tiff");
    assertThatThrownBy(() -> ImageReader.decode(file, "heights.tif"))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("not whole numbers of 8 or 16 bits");
  }
}

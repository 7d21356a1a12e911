package dev.fovea.data.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.FoveaException;
import dev.fovea.core.Image;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TransformTest {
  private static final Transform LEFT_RIGHT = new HorizontalFlip(1);
  private static final Transform UP_DOWN = new VerticalFlip(1);

  private static Example random(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int width = random.nextInt(1, 40);
    int height = random.nextInt(1, 40);
    byte[] rgb = new byte[width * height * 3];
    random.nextBytes(rgb);
    float left = random.nextInt(width);
    float top = random.nextInt(height);
    Box box =
        new Box(left, top, left + random.nextInt(width) + 1, top + random.nextInt(height) + 1);
    return new Example(
        new Image(width, height, rgb), List.of(new Annotation(box, 2, false, 9, 4)), 1);
  }

  private static Example apply(Transform transform, Example example) {
    return transform.apply(example, new SplittableRandom(1));
  }

  @Test
  void flippingTwiceGivesTheSamePixelsAndBoxes() {
    for (long seed = 0; seed < 50; seed++) {
      Example example = random(seed);
      for (Transform flip : List.of(LEFT_RIGHT, UP_DOWN)) {
        Example twice = apply(flip, apply(flip, example));
        assertThat(twice.image().rgb()).as("seed %d", seed).isEqualTo(example.image().rgb());
        assertThat(twice.annotations()).as("seed %d", seed).isEqualTo(example.annotations());
      }
    }
  }

  @Test
  void aBoxFollowsItsPixels() {
    byte[] rgb = new byte[4 * 3 * 3];
    rgb[(2 * 4 + 1) * 3 + 1] = 99;
    Annotation pixel = new Annotation(new Box(1, 2, 2, 3), 0, false);
    Example example = new Example(new Image(4, 3, rgb), List.of(pixel), 1);
    Example mirrored = apply(LEFT_RIGHT, example);
    assertThat(mirrored.image().rgb()[(2 * 4 + 2) * 3 + 1]).isEqualTo((byte) 99);
    assertThat(mirrored.annotations().getFirst().box()).isEqualTo(new Box(2, 2, 3, 3));
    Example turned = apply(UP_DOWN, example);
    assertThat(turned.image().rgb()[1 * 3 + 1]).isEqualTo((byte) 99);
    assertThat(turned.annotations().getFirst().box()).isEqualTo(new Box(1, 0, 2, 1));
  }

  @Test
  void probabilitiesAreKept() {
    Transform flip = new HorizontalFlip(0.25);
    SplittableRandom random = new SplittableRandom(3);
    Example example = random(8);
    long flipped = 0;
    for (int i = 0; i < 4000; i++) {
      flipped += flip.apply(example, random).equals(example) ? 0 : 1;
    }
    assertThat(flipped).isCloseTo(1000, within(120L));
  }

  @Test
  void aCropKeepsAnObjectAndCutsBoxesToTheWindow() {
    Transform crop = new RandomCrop(1, 0.3, 0.5);
    int smaller = 0;
    for (long seed = 0; seed < 300; seed++) {
      Example example = inside(random(seed));
      Example cropped = crop.apply(example, new SplittableRandom(seed));
      assertThat(cropped.annotations()).as("seed %d", seed).anyMatch(a -> !a.ignore());
      for (Annotation annotation : cropped.annotations()) {
        Box box = annotation.box();
        assertThat(box.x1()).as("seed %d", seed).isNotNegative();
        assertThat(box.y1()).as("seed %d", seed).isNotNegative();
        assertThat(box.x2()).as("seed %d", seed).isLessThanOrEqualTo(cropped.image().width());
        assertThat(box.y2()).as("seed %d", seed).isLessThanOrEqualTo(cropped.image().height());
        assertThat(box.area()).as("seed %d", seed).isPositive();
      }
      smaller += cropped.image().rgb().length < example.image().rgb().length ? 1 : 0;
    }
    assertThat(smaller).isGreaterThan(150);
  }

  private static Example inside(Example example) {
    Image image = example.image();
    Annotation annotation = example.annotations().getFirst();
    Box box = annotation.box();
    Box cut =
        new Box(
            box.x1(),
            box.y1(),
            Math.min(box.x2(), image.width()),
            Math.min(box.y2(), image.height()));
    return new Example(image, List.of(annotation.withBox(cut)), 1);
  }

  @Test
  void aCropShowsTheSamePixelsUnderTheSameBox() {
    byte[] rgb = new byte[30 * 20 * 3];
    rgb[(7 * 30 + 11) * 3] = 50;
    Annotation pixel = new Annotation(new Box(11, 7, 12, 8), 0, false);
    Example example = new Example(new Image(30, 20, rgb), List.of(pixel), 1);
    for (long seed = 0; seed < 100; seed++) {
      Example cropped = new RandomCrop(1, 0.5, 0.5).apply(example, new SplittableRandom(seed));
      Box box = cropped.annotations().getFirst().box();
      int at = (((int) box.y1()) * cropped.image().width() + ((int) box.x1())) * 3;
      assertThat(cropped.image().rgb()[at]).as("seed %d", seed).isEqualTo((byte) 50);
    }
  }

  @Test
  void whatIsCutTooFarBecomesARegionToIgnore() {
    Annotation kept = new Annotation(new Box(45, 45, 55, 55), 0, false);
    Annotation wide = new Annotation(new Box(0, 0, 100, 100), 1, false);
    Image image = new Image(100, 100, new byte[30_000]);
    Example example = new Example(image, List.of(kept, wide), 1);
    int ignored = 0;
    for (long seed = 0; seed < 100; seed++) {
      Example cropped = new RandomCrop(1, 0.5, 0.5).apply(example, new SplittableRandom(seed));
      double share = cropped.image().rgb().length / 30_000.0;
      Annotation last = cropped.annotations().getLast();
      assertThat(last.classIndex()).isEqualTo(1);
      assertThat(last.ignore()).as("seed %d", seed).isEqualTo(share < 0.5);
      ignored += last.ignore() ? 1 : 0;
    }
    assertThat(ignored).isBetween(10, 90);
  }

  @Test
  void colourAmountsOfZeroChangeNothing() {
    for (long seed = 0; seed < 20; seed++) {
      Example example = random(seed);
      assertThat(apply(new ColorJitter(0, 0, 0), example).image().rgb())
          .as("seed %d", seed)
          .isEqualTo(example.image().rgb());
    }
  }

  @Test
  void coloursChangeAsTheirNamesSay() {
    Image image = new Image(2, 1, new byte[] {10, 20, 30, (byte) 200, (byte) 200, (byte) 200});
    assertThat(ColorJitter.changed(image, 2, 1, 1).rgb())
        .isEqualTo(bytes(20, 40, 60, 255, 255, 255));
    assertThat(ColorJitter.changed(image, 1, 1, 0).rgb())
        .isEqualTo(bytes(18, 18, 18, 200, 200, 200));
    // The mean grey is (0.299·10 + 0.587·20 + 0.114·30 + 200) / 2 = 109.075.
    assertThat(ColorJitter.changed(image, 1, 0, 1).rgb())
        .isEqualTo(bytes(109, 109, 109, 109, 109, 109));
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  @Test
  void theScaleStaysWithinItsLimits() {
    ScaleJitter jitter = new ScaleJitter(0.5, 2);
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 200; i++) {
      assertThat(jitter.apply(random(1), random).scale()).isBetween(0.5, 2.0);
    }
  }

  @Test
  void presetsFlipAsThePaperDoes() {
    assertThat(Augmentation.NONE.transforms(false)).isEmpty();
    assertThat(Augmentation.PAPER.transforms(false)).containsExactly(new HorizontalFlip(0.5));
    assertThat(Augmentation.PAPER.transforms(true)).contains(new VerticalFlip(0.5));
    assertThat(Augmentation.PRACTICAL.transforms(false)).hasSizeGreaterThan(3);
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new HorizontalFlip(1.5))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("1.5");
    assertThatThrownBy(() -> new RandomCrop(0.5, 0, 0.5)).isInstanceOf(FoveaException.class);
    assertThatThrownBy(() -> new ScaleJitter(2, 1)).isInstanceOf(FoveaException.class);
    assertThatThrownBy(() -> new ColorJitter(0, Double.NaN, 0)).isInstanceOf(FoveaException.class);
  }
}

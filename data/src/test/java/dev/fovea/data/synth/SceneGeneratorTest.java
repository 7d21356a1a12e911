package dev.fovea.data.synth;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.FoveaException;
import dev.fovea.core.Image;
import dev.fovea.core.Size;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import java.awt.Color;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SceneGeneratorTest {
  private static final SceneSettings SETTINGS = new SceneSettings(new Size(200, 150), 120, 8);
  private static final int SCENES = 60;

  @Test
  void theSameNumbersGiveTheSameSceneAndOthersAnother() {
    Scene scene = scene(5);
    assertThat(scene(5).image().rgb()).isEqualTo(scene.image().rgb());
    assertThat(scene(5).objects()).isEqualTo(scene.objects());
    assertThat(scene(6).image().rgb()).isNotEqualTo(scene.image().rgb());
  }

  @Test
  void everyBoxLiesInsideThePicture() {
    for (int seed = 0; seed < SCENES; seed++) {
      List<Annotation> objects = scene(seed).objects();
      assertThat(objects).as("seed %d", seed).hasSizeBetween(1, 8);
      for (Annotation object : objects) {
        Box box = object.box();
        assertThat(box.x1() >= 0 && box.y1() >= 0 && box.x2() <= 200 && box.y2() <= 150)
            .as("seed %d: %s", seed, box)
            .isTrue();
        assertThat(box.width()).as("seed %d", seed).isBetween(11f, 31f);
        assertThat(box.height()).as("seed %d", seed).isBetween(11f, 31f);
      }
    }
  }

  /** An object drawn alone on black changes pixels up to each side of its box, and none beyond. */
  @Test
  void boxesAreTightOnWhatIsDrawn() {
    for (int seed = 0; seed < SCENES; seed++) {
      for (Arrangement.Placed object : arrangement(seed).objects()) {
        Box box = object.annotation().box();
        int[] changed = bounds(pixels(object.figure()));
        String where = "seed %d: %s beside %s".formatted(seed, box, object);
        assertThat((double) changed[0]).as(where).isBetween(box.x1() - 1.0, box.x1() + 1.0);
        assertThat((double) changed[1]).as(where).isBetween(box.y1() - 1.0, box.y1() + 1.0);
        assertThat((double) changed[2]).as(where).isBetween(box.x2() - 1.0, box.x2() + 1.0);
        assertThat((double) changed[3]).as(where).isBetween(box.y2() - 1.0, box.y2() + 1.0);
      }
    }
  }

  @Test
  void mostOfEveryObjectIsVisible() {
    for (int seed = 0; seed < SCENES; seed++) {
      Arrangement arrangement = arrangement(seed);
      List<Figure> drawn = new ArrayList<>();
      arrangement.objects().forEach(object -> drawn.add(object.figure()));
      int objects = drawn.size();
      drawn.addAll(arrangement.above());
      for (int k = 0; k < objects; k++) {
        BitSet visible = pixels(drawn.get(k));
        int whole = visible.cardinality();
        drawn.subList(k + 1, drawn.size()).forEach(later -> visible.andNot(pixels(later)));
        double share = (double) visible.cardinality() / whole;
        assertThat(share).as("seed %d, object %d", seed, k).isGreaterThan(0.6);
      }
    }
  }

  @Test
  void someObjectsAreCoveredInPart() {
    long covered =
        IntStream.range(0, SCENES)
            .mapToObj(SceneGeneratorTest::arrangement)
            .filter(
                scene ->
                    scene.above().stream()
                        .anyMatch(
                            figure ->
                                scene.objects().stream()
                                    .anyMatch(
                                        object ->
                                            pixels(figure).intersects(pixels(object.figure())))))
            .count();
    assertThat(covered).isBetween(5L, (long) SCENES - 1);
  }

  @Test
  void oneClassIsRare() {
    SplittableRandom random = new SplittableRandom(1);
    Map<ObjectKind, Long> counts =
        IntStream.range(0, 20_000)
            .mapToObj(i -> ObjectKind.draw(random))
            .collect(groupingBy(kind -> kind, counting()));
    assertThat(counts.get(ObjectKind.STAR) / 20_000.0).isCloseTo(0.05, within(0.01));
    assertThat(counts.get(ObjectKind.TRIANGLE) / 20_000.0).isCloseTo(0.18, within(0.01));
    assertThat(counts.get(ObjectKind.DISC) / 20_000.0).isCloseTo(0.44, within(0.02));
    assertThat(SceneGenerator.classes().names())
        .containsExactly("disc", "square", "triangle", "star");
  }

  /** Hues are measured by the JDK's own conversion. */
  @Test
  void noLookalikeIsAnObject() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 5000; i++) {
      Look look = Looks.lookalike(random);
      for (ObjectKind kind : ObjectKind.values()) {
        boolean upright = kind == ObjectKind.DISC || Math.abs(look.turn()) <= 8;
        boolean object =
            look.shape() == kind.shape()
                && !look.hollow()
                && upright
                && hueDifference(look.colour(), kind.hue()) < 40;
        assertThat(object).as("%s as %s", look, kind).isFalse();
      }
    }
  }

  private static double hueDifference(Colour colour, double hue) {
    float[] measured =
        Color.RGBtoHSB(
            (int) Math.round(colour.red()),
            (int) Math.round(colour.green()),
            (int) Math.round(colour.blue()),
            null);
    double difference = Math.abs(360 * measured[0] - hue) % 360;
    return Math.min(difference, 360 - difference);
  }

  @Test
  void thereAreAsManyDistractorsAsAsked() {
    Arrangement scene = arrangement(3);
    assertThat(scene.below()).hasSize(120 - 8);
    assertThat(scene.above()).hasSizeBetween(1, 8);
    SceneSettings none = new SceneSettings(new Size(64, 64), 0, 1);
    Arrangement empty = Arrangement.draw(none, new SplittableRandom(0));
    assertThat(empty.below()).isEmpty();
    assertThat(empty.above()).isEmpty();
    assertThat(empty.objects()).hasSize(1);
  }

  @Test
  void everyTextureStaysBetweenDarkAndLight() {
    for (int number = 0; number < Textures.count(); number++) {
      Texture texture = Textures.draw(number, new SplittableRandom(number));
      double least = 1;
      double most = 0;
      for (int i = 0; i < 10_000; i++) {
        double tone = texture.tone(i % 100 * 3, i / 100 * 3);
        least = Math.min(least, tone);
        most = Math.max(most, tone);
      }
      assertThat(least).as("texture %d", number).isBetween(0.0, 0.45);
      assertThat(most).as("texture %d", number).isBetween(0.55, 1.0);
    }
  }

  @Test
  void measuresOutOfRangeAreNamed() {
    assertThatThrownBy(() -> new SceneSettings(new Size(64, 63), 1, 1))
        .isInstanceOf(FoveaException.class)
        .hasMessage("the scenes' height is 63; accepted: 64 to 4096");
    assertThatThrownBy(() -> new SceneSettings(new Size(64, 64), -1, 1))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("distractors is -1");
  }

  private static Scene scene(int seed) {
    return new SceneGenerator(SETTINGS).scene(new SplittableRandom(seed));
  }

  private static Arrangement arrangement(int seed) {
    return Arrangement.draw(SETTINGS, new SplittableRandom(seed));
  }

  /** The numbers of the pixels that a figure changes on black. */
  private static BitSet pixels(Figure figure) {
    Canvas canvas = new Canvas(200, 150);
    canvas.draw(figure);
    Image image = canvas.develop(1, 0, new SplittableRandom(0));
    BitSet changed = new BitSet();
    for (int i = 0; i < image.rgb().length; i++) {
      if (image.rgb()[i] != 0) {
        changed.set(i / 3);
      }
    }
    return changed;
  }

  /** Left, top, right and bottom, the last two behind the last pixel. */
  private static int[] bounds(BitSet pixels) {
    int[] bounds = {200, 150, 0, 0};
    pixels.stream()
        .forEach(
            pixel -> {
              bounds[0] = Math.min(bounds[0], pixel % 200);
              bounds[1] = Math.min(bounds[1], pixel / 200);
              bounds[2] = Math.max(bounds[2], pixel % 200 + 1);
              bounds[3] = Math.max(bounds[3], pixel / 200 + 1);
            });
    return bounds;
  }
}

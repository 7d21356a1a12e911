package dev.fovea.data.synth;

import dev.fovea.core.ClassNames;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/**
 * Draws dense scenes: a few small objects, some of a rare class, on a textured ground among
 * hundreds of shapes of which many differ from an object in one thing alone.
 *
 * <p>Objects are 11 to 30 pixels across. A scene depends on its settings and random numbers only.
 */
public final class SceneGenerator {
  private final SceneSettings settings;

  /** A generator of scenes of one sort. */
  public SceneGenerator(SceneSettings settings) {
    this.settings = settings;
  }

  /** The objects' classes, the rare one last. */
  public static ClassNames classes() {
    List<String> names = ObjectKind.names();
    return new ClassNames(names, LongStream.rangeClosed(1, names.size()).boxed().toList());
  }

  /** Draws the scene that follows from the generator's next numbers. */
  public Scene scene(RandomGenerator random) {
    Canvas canvas = new Canvas(settings.size().width(), settings.size().height());
    Arrangement arrangement = Arrangement.draw(settings, random);
    paintGround(canvas, random);
    arrangement.below().forEach(canvas::draw);
    arrangement.objects().forEach(object -> canvas.draw(object.figure()));
    arrangement.above().forEach(canvas::draw);
    double contrast = random.nextDouble(0.65, 1);
    double grain = random.nextDouble(2, 14);
    return new Scene(canvas.develop(contrast, grain, random), arrangement.annotations());
  }

  private static void paintGround(Canvas canvas, RandomGenerator random) {
    Texture texture = Textures.draw(random.nextInt(Textures.count()), random);
    double hue = random.nextDouble(360);
    double otherHue = (hue + random.nextDouble(-40, 40) + 360) % 360;
    double dark = random.nextDouble(0.12, 0.45);
    double light = dark + random.nextDouble(0.12, 0.4);
    canvas.fill(
        texture,
        Colour.of(hue, random.nextDouble(0, 0.3), dark),
        Colour.of(otherHue, random.nextDouble(0, 0.3), light));
  }
}

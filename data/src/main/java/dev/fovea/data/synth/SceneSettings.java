package dev.fovea.data.synth;

import dev.fovea.core.FoveaException;
import dev.fovea.core.Size;

/**
 * How scenes are made.
 *
 * @param size of a picture, 64 to 4096 pixels each way
 * @param distractors shapes in a picture that are not to be found, 0 to 100000
 * @param mostObjects greatest number of objects in a picture, 1 to 1000; every number from 1 on is
 *     as likely
 */
public record SceneSettings(Size size, int distractors, int mostObjects) {
  private static final int SMALLEST = 64;
  private static final int LARGEST = 4096;

  public SceneSettings {
    require("width", size.width(), SMALLEST, LARGEST);
    require("height", size.height(), SMALLEST, LARGEST);
    require("number of distractors", distractors, 0, 100_000);
    require("greatest number of objects", mostObjects, 1, 1000);
  }

  private static void require(String what, int found, int least, int most) {
    if (found < least || found > most) {
      throw FoveaException.user(
          "the scenes' %s is %d; accepted: %d to %d".formatted(what, found, least, most));
    }
  }

  /** Pictures of 256x256 with 200 distractors, and at most six objects. */
  public static SceneSettings defaults() {
    return new SceneSettings(new Size(256, 256), 200, 6);
  }
}

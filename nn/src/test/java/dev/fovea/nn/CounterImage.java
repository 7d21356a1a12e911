package dev.fovea.nn;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fovea.core.Image;

/**
 * Pictures of slow waves under noise from a counter, the same in every language to the last bit.
 *
 * <p>Twin of {@code src/test/python/counter.py}, whose head defines every step.
 */
public final class CounterImage {
  private CounterImage() {}

  /** The picture of this name, in this size (pixels). */
  public static Image of(String name, int width, int height) {
    long noise = CounterWeights.hash(name + "/noise");
    long waves = CounterWeights.hash(name + "/waves");
    byte[] rgb = new byte[width * height * 3];
    for (int i = 0; i < rgb.length; i++) {
      int channel = i % 3;
      int x = i / 3 % width;
      int y = i / 3 / width;
      int value = 128 + (int) (CounterWeights.bits(noise, i) >>> 59) - 16;
      for (int k = 0; k < 2; k++) {
        value += wave(CounterWeights.bits(waves, 2 * channel + k), x, y);
      }
      rgb[i] = (byte) value;
    }
    return new Image(width, height, rgb);
  }

  /** The picture of a recorded name, width and height. */
  public static Image of(JsonNode image) {
    return of(
        image.get("name").textValue(),
        image.get("width").intValue(),
        image.get("height").intValue());
  }

  private static int wave(long form, int x, int y) {
    int cyclesX = (int) (form & 31) - 16;
    int cyclesY = (int) (form >>> 5 & 31) - 16;
    int phase = (int) (form >>> 10 & 1023);
    int position = Math.floorMod(cyclesX * x + cyclesY * y + phase, 1024);
    int half = position & 511;
    int height = (half * (512 - half)) >> 8;
    int amplitude = 16 + (int) (form >>> 20 & 31);
    return (amplitude * (position >= 512 ? -height : height)) >> 8;
  }
}

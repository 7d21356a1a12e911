package dev.fovea.data.synth;

/**
 * A colour.
 *
 * @param red 0 to 255
 * @param green 0 to 255
 * @param blue 0 to 255
 */
record Colour(double red, double green, double blue) {
  /**
   * The colour of a hue.
   *
   * @param hue degrees: 0 red, 120 green, 240 blue
   * @param saturation 0 grey to 1 vivid
   * @param lightness 0 black to 1 white
   */
  static Colour of(double hue, double saturation, double lightness) {
    double range = saturation * Math.min(lightness, 1 - lightness);
    double[] channels = new double[3];
    for (int channel = 0; channel < 3; channel++) {
      double position = (hue / 30 + 4.0 * ((3 - channel) % 3)) % 12;
      double part = Math.clamp(Math.min(position - 3, 9 - position), -1, 1);
      channels[channel] = 255 * (lightness - range * part);
    }
    return new Colour(channels[0], channels[1], channels[2]);
  }

  /** From this colour at 0 to another at 1. */
  Colour towards(Colour other, double share) {
    return new Colour(
        red + share * (other.red - red),
        green + share * (other.green - green),
        blue + share * (other.blue - blue));
  }
}

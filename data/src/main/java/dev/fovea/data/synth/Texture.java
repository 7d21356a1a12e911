package dev.fovea.data.synth;

/** A background's pattern. */
@FunctionalInterface
interface Texture {
  /** The tone at a pixel: 0 darkest to 1 lightest. */
  double tone(double x, double y);
}

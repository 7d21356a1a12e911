package dev.fovea.data.synth;

/**
 * What a figure looks like, wherever it stands.
 *
 * @param shape its outline
 * @param hollow whether its middle is left out
 * @param turn degrees, clockwise
 * @param colour before light falls on it
 * @param opacity 0 to 1
 */
record Look(Shape shape, boolean hollow, double turn, Colour colour, double opacity) {}

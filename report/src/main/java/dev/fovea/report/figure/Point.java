package dev.fovea.report.figure;

/**
 * A place in a plot or a drawing.
 *
 * @param x to the right
 * @param y in a plot upwards, in a drawing downwards
 */
public record Point(double x, double y) {}

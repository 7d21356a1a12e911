package dev.fovea.core.eval.analysis;

import dev.fovea.core.eval.Estimate;

/**
 * A score from which on the detections of a class are to be shown.
 *
 * @param classIndex {@code 0 … K−1}
 * @param threshold detections of this score or more are shown
 * @param precision right ones among the shown, with an interval for other images
 * @param recall part of the objects that is found, with an interval for other images
 * @param f1 harmonic mean of both
 * @param objects of the class
 */
public record OperatingPoint(
    int classIndex,
    double threshold,
    Estimate precision,
    Estimate recall,
    double f1,
    int objects) {}

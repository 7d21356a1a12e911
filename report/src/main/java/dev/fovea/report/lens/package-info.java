/**
 * {@code lens.json}: the imbalance lens for programs.
 *
 * <p>{@link dev.fovea.report.lens.LensDocument} is the file as records, {@link
 * dev.fovea.report.lens.LensNumbers} computes it from histograms, {@link
 * dev.fovea.report.lens.LensJson} writes it.
 */
package dev.fovea.report.lens;

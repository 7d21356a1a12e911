/**
 * Figures as files: SVG for print, PNG for slides, CSV with the same numbers.
 *
 * <p>A {@link dev.fovea.report.figure.Figure} says what is plotted; laid out it is a {@link
 * dev.fovea.report.figure.Drawing} of lines, areas and text, which {@link
 * dev.fovea.report.figure.FigureFiles} writes in each form.
 */
package dev.fovea.report.figure;

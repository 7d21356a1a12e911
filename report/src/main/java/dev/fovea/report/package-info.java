/**
 * A run as one page that can be opened anywhere: {@code report.html}.
 *
 * <p>{@link dev.fovea.report.RunReport} is the content, gathered by {@link
 * dev.fovea.report.RunReport.Builder}; {@link dev.fovea.report.ReportPage} writes it. No engine is
 * needed: detections come in as plain data, in an {@link dev.fovea.report.EvaluatedDataset}.
 */
package dev.fovea.report;

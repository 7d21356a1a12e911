package dev.fovea.data.format;

/**
 * Something wrong in a data set's files.
 *
 * @param kind which of the known defects
 * @param place where it stands
 * @param text a sentence or two: what is wrong, where, what is accepted
 */
public record Defect(DefectKind kind, Place place, String text) {}

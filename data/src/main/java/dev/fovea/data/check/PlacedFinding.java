package dev.fovea.data.check;

import dev.fovea.data.format.Place;

/**
 * A finding in a data set's files.
 *
 * @param kind its name for scripts, such as {@code box-outside}
 * @param place the file; the line or the annotation where there is one
 * @param finding severity and words
 */
public record PlacedFinding(String kind, Place place, Finding finding) {}

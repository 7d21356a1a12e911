package dev.fovea.data.format;

/**
 * A box of a format that knows classes by their names alone.
 *
 * @param label the class's name
 * @param corners continuous pixels
 * @param place where it stands, for errors
 */
record NamedBox(String label, Corners corners, boolean ignore, Place place) {
  NamedBox withCorners(Corners changed) {
    return new NamedBox(label, changed, ignore, place);
  }
}

package dev.fovea.core.eval.analysis;

/**
 * The six ways in which a detector errs (Bolya et al., <i>TIDE: A General Toolbox for Identifying
 * Object Detection Errors</i>, ECCV 2020, section 2.2).
 *
 * <p>F is the overlap that makes a detection right (0.5), B the one below which it touches nothing
 * (0.1).
 */
public enum ErrorKind {
  /** Overlaps an object of another class by F or more. Mended: it has this object's class. */
  CLASSIFICATION,
  /** Overlaps an object of its class by B to F. Mended: it has this object's box. */
  LOCALISATION,
  /** Overlaps an object of another class by B to F. Mended: it is not there. */
  BOTH,
  /** Overlaps an object of its class by F or more that a higher score found. Mended: not there. */
  DUPLICATE,
  /** Overlaps every object by B or less. Mended: it is not there. */
  BACKGROUND,
  /** An object that nothing found and that no mended class or box would find. Mended: not there. */
  MISSED
}

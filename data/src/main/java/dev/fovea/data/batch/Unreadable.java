package dev.fovea.data.batch;

/** What becomes of an image that cannot be read. */
public enum Unreadable {
  /** The loader fails with a sentence that names the file. */
  REFUSE,
  /** The next sample takes its place. A warning is logged once for each file. */
  SKIP
}

package dev.fovea.core.eval.analysis;

/** What became of a detection. */
public enum Verdict {
  /** It found an object that no detection of a higher score had found. */
  HIT,
  /** It found nothing, or what had been found already. */
  FALSE,
  /** It lies in a crowd: neither right nor wrong. */
  IGNORED
}

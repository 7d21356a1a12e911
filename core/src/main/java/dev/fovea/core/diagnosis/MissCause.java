package dev.fovea.core.diagnosis;

/** Why a truth box was not found; the first that applies, in this order. */
public enum MissCause {
  /**
   * No anchor overlaps it by the lower matching threshold, and none was given to it: not learned.
   */
  NO_ANCHOR("no anchor overlaps enough"),
  /**
   * Anchors overlap it, but none is its own: they lie between the thresholds, or a neighbour that
   * they overlap more has them.
   */
  IGNORED_BAND("anchors only in the ignored band"),
  /** A box of its class was good enough, and went in NMS, at the limit, or to a neighbour. */
  SUPPRESSED("suppressed, or given to a neighbour"),
  /** A good box was given another class, and is no good box for an object of that class. */
  OTHER_CLASS("taken for another class"),
  /**
   * A box of its class touches it, with an IoU from 0.1 to below 0.5, and no other object of that
   * class more.
   */
  BADLY_PLACED("badly placed"),
  /** Nothing near it was scored high enough. */
  LOW_SCORE("scored too low");

  private final String words;

  MissCause(String words) {
    this.words = words;
  }

  /** For a reader. */
  public String words() {
    return words;
  }
}

package dev.fovea.core.diagnosis;

/** What stands where background is taken for an object; the first that applies, in this order. */
public enum NegativeCause {
  /** No label of any class is there (IoU below 0.3): perhaps one is missing. */
  UNLABELLED("no label there (IoU below 0.3)"),
  /** The box is a good one (IoU 0.5) of an object of its class, from an anchor too far from it. */
  BESIDE("an anchor too far from its object"),
  /** The box is a good one of an object of another class. */
  OTHER_CLASS("labelled as another class"),
  /** The box and a label overlap by less than half. */
  LOOSE("overlaps a label by less than half");

  private final String words;

  NegativeCause(String words) {
    this.words = words;
  }

  /** For a reader. */
  public String words() {
    return words;
  }

  /** The cause of a box of the network, in the pixels of its input. */
  static NegativeCause of(Sight sight, float[] box, int classIndex) {
    if (sight.overlap(box, label -> true) < UnlabelledObjects.BESIDE_A_LABEL) {
      return UNLABELLED;
    }
    if (sight.overlap(box, label -> label == classIndex) >= MissDiagnosis.ENOUGH) {
      return BESIDE;
    }
    boolean other = sight.overlap(box, label -> label != classIndex) >= MissDiagnosis.ENOUGH;
    return other ? OTHER_CLASS : LOOSE;
  }
}

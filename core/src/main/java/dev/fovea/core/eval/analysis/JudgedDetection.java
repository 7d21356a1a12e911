package dev.fovea.core.eval.analysis;

import dev.fovea.core.eval.DetectedObject;

/**
 * One detection with what became of it.
 *
 * @param detection as found
 * @param verdict at the matching's IoU
 * @param object for a hit, the place of its object in the ground truth; else {@link #NONE}
 */
public record JudgedDetection(DetectedObject detection, Verdict verdict, int object) {
  /** No object. */
  public static final int NONE = -1;

  /** Whether an object was found. */
  public boolean isHit() {
    return verdict == Verdict.HIT;
  }

  /** Whether nothing was found where something was claimed. */
  public boolean isFalse() {
    return verdict == Verdict.FALSE;
  }
}

package dev.fovea.core.diagnosis;

import dev.fovea.core.box.Box;

/**
 * Something in an image that costs the training much, or that it has not learned.
 *
 * @param kind which of them
 * @param cause in words, the same for all of a group
 * @param classIndex the object's, or the one that the background was taken for
 * @param box the object's, or the one that the network gives; pixels of the network's input
 * @param score the highest of that class on the anchors that it is about
 * @param loss its part of the classification loss that is minimised: divided by the image's
 *     normaliser
 * @param iou the greatest with a shown detection of its class; of a negative with any truth box
 */
public record HardExample(
    Kind kind, String cause, int classIndex, Box box, double score, double loss, float iou) {
  /** What an example is. */
  public enum Kind {
    /** Background that is taken for an object. */
    NEGATIVE("background"),
    /** An object that was not found. */
    MISS("missed"),
    /** An object whose anchors make much loss. */
    POSITIVE("object");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** For a reader. */
    public String words() {
      return words;
    }
  }

  /** The same with another box, such as in the picture's pixels. */
  public HardExample withBox(Box changed) {
    return new HardExample(kind, cause, classIndex, changed, score, loss, iou);
  }
}

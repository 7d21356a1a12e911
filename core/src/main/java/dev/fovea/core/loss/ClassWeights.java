package dev.fovea.core.loss;

/**
 * The factors of background logits by their class, for logits whose fastest dimension are the
 * classes.
 *
 * <p>They lie repeated, so that a kernel reads those of consecutive logits as it reads the logits,
 * whatever class the first one has.
 */
final class ClassWeights {
  /** All logits weigh the same, which is no business of the kernel's loops. */
  static final ClassWeights NONE = new ClassWeights(new float[0], 0);

  private final int classes;
  private final float[] repeated;

  /**
   * Repeats the weights.
   *
   * @param weights {@code [K]}
   * @param run the most consecutive logits that are asked for at once
   */
  ClassWeights(float[] weights, int run) {
    classes = weights.length;
    repeated = new float[classes == 0 ? 0 : classes + run];
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = weights[i % classes];
    }
  }

  boolean areEqual() {
    return classes == 0;
  }

  /** The weight of the logit at {@code index}; 1 where all weigh the same. */
  float at(long index) {
    return classes == 0 ? 1 : repeated[(int) (index % classes)];
  }

  /** Where in {@link #repeated} those from the logit at {@code index} on lie. */
  int place(long index) {
    return (int) (index % classes);
  }

  /** Not copied. */
  float[] repeated() {
    return repeated;
  }
}

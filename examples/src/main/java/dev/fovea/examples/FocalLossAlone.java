package dev.fovea.examples;

import dev.fovea.core.loss.FocalLoss;

/** The focal loss on plain arrays: {@code fovea-core} alone, no engine, no network. */
public final class FocalLossAlone {
  private FocalLossAlone() {}

  /** Prints the loss of four logits with its gradient. */
  public static void main(String[] arguments) {
    float[] logits = {-4, 0, 2, -1};
    boolean[] positive = {false, false, true, true};
    float[] gradients = new float[logits.length];
    double loss = new FocalLoss(2, 0.25).sum(logits, positive, gradients);
    System.out.println("loss " + loss);
    for (int i = 0; i < logits.length; i++) {
      System.out.println("d loss / d logit[" + i + "] = " + gradients[i]);
    }
  }
}

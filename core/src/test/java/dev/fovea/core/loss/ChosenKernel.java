package dev.fovea.core.loss;

import dev.fovea.core.head.ElementType;

/** A program for {@link FocalKernelsTest}: which kernel this Java chooses, twice. */
final class ChosenKernel {
  private ChosenKernel() {}

  public static void main(String[] arguments) {
    LossKernel kernel = new FocalLoss(2, 0.25).kernel();
    LossKernel again = new CrossEntropy().kernel();
    LogitBuffers buffers = Buffers.of(new float[] {-1, 0, 1}, ElementType.FLOAT32);
    double sum = kernel.background(buffers, 0, 3, 1) + again.background(buffers, 0, 3, 1);
    System.out.println("chosen: " + kernel.getClass().getSimpleName() + ", " + sum);
  }
}

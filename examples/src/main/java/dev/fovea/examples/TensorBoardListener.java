package dev.fovea.examples;

import dev.fovea.nn.train.TrainingListener;
import java.nio.file.Path;

/** Writes every step's losses and every evaluation's AP for TensorBoard. */
public final class TensorBoardListener implements TrainingListener, AutoCloseable {
  private final TensorBoardFile file;

  /** A new event file in {@code folder}, which exists. */
  public TensorBoardListener(Path folder) {
    file = TensorBoardFile.in(folder);
  }

  @Override
  public void stepped(Step step) {
    file.write(step.step(), "loss/classification", step.classification());
    file.write(step.step(), "loss/box", step.box());
    file.write(step.step(), "rate", step.rate());
  }

  @Override
  public void evaluated(Evaluation evaluation) {
    file.write(evaluation.step(), "validation/AP", evaluation.summary().ap());
    file.write(evaluation.step(), "validation/AP50", evaluation.summary().ap50());
  }

  @Override
  public void close() {
    file.close();
  }
}

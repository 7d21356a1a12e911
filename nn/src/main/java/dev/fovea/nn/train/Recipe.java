package dev.fovea.nn.train;

import dev.fovea.core.loss.Normalizer;
import dev.fovea.nn.settings.LossBranch;
import dev.fovea.nn.settings.TrainBranch;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import org.bytedeco.pytorch.Tensor;

/** What the settings' words stand for in training. */
final class Recipe {
  private static final String BODY = "backbone.body.";

  private Recipe() {}

  static Normalizer normalizer(LossBranch loss) {
    return Normalizer.named(
        switch (loss.normalizer()) {
          case IMAGE -> "image";
          case BATCH -> "batch";
          case BATCH_PLUS_ONE -> "batchPlusOne";
          case EMA -> "ema";
        });
  }

  static Optimizer optimizer(TrainBranch train, SequencedMap<String, Tensor> parameters) {
    ToDoubleFunction<String> share = name -> name.startsWith(BODY) ? train.backboneRate() : 1;
    return switch (train.optimizer()) {
      case SGD -> new MomentumDescent(parameters, train.momentum(), train.weightDecay(), share);
      case ADAMW -> new AdamW(parameters, train.weightDecay(), share);
    };
  }

  static Schedule schedule(TrainBranch train) {
    Schedule course =
        switch (train.schedule()) {
          case STEP -> Schedule.step(train.milestones(), train.decay());
          case COSINE -> Schedule.cosine();
          case CONSTANT -> Schedule.constant();
        };
    return course.withWarmup(train.warmup());
  }
}

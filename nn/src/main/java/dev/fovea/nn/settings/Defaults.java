package dev.fovea.nn.settings;

import dev.fovea.core.Preprocessing;
import dev.fovea.core.Preprocessing.Fit;
import dev.fovea.core.anchor.AnchorSettings.Centre;
import dev.fovea.core.anchor.AnchorSettings.Order;
import dev.fovea.core.anchor.AnchorSettings.Rounding;
import dev.fovea.core.anchor.AnchorSettings.Stride;
import dev.fovea.core.anchor.MatchingSettings.LowQuality;
import dev.fovea.core.detect.PostProcessing.Clip;
import dev.fovea.core.detect.PostProcessing.DeltaLimit;
import dev.fovea.model.Architecture.HeadNorm;
import dev.fovea.model.Architecture.Norm;
import dev.fovea.model.Architecture.PyramidTop;
import dev.fovea.nn.settings.DataBranch.Unreadable;
import dev.fovea.nn.settings.InputBranch.Augmentation;
import dev.fovea.nn.settings.LossBranch.BoxLoss;
import dev.fovea.nn.settings.LossBranch.Classification;
import dev.fovea.nn.settings.LossBranch.NormalizerKind;
import dev.fovea.nn.settings.LossBranch.Sampler;
import dev.fovea.nn.settings.ModelBranch.WeightsPart;
import dev.fovea.nn.settings.TrainBranch.Optimizer;
import dev.fovea.nn.settings.TrainBranch.Schedule;
import java.util.List;
import java.util.Optional;

/** What holds where nothing is set. */
final class Defaults {
  private Defaults() {}

  /** Fovea's own: a size, a backbone and an augmentation for training from scratch on a CPU. */
  static Settings fovea() {
    return new Settings(
        Like.FOVEA,
        new DataBranch(Optional.empty(), Optional.empty(), List.of(), List.of(), Unreadable.REFUSE),
        new InputBranch(
            512,
            853,
            Augmentation.PRACTICAL,
            false,
            Fit.WITHIN,
            Preprocessing.IMAGENET_MEAN,
            Preprocessing.IMAGENET_DEVIATION),
        new ModelBranch(
            "resnet18",
            Optional.empty(),
            WeightsPart.ALL,
            Norm.BATCH,
            1e-5,
            0,
            PyramidTop.P5,
            256,
            4,
            HeadNorm.NONE),
        anchors(),
        new MatchingBranch(0.5, 0.4, LowQuality.ANCHOR_BEST, 0.5),
        new LossBranch(
            Classification.FOCAL,
            2,
            Optional.of(new Alpha.Same(0.25)),
            0.999,
            0.25,
            List.of(),
            1,
            0.5,
            Optional.of(0.01),
            Sampler.ALL,
            128,
            0.7,
            BoxLoss.L1,
            0.11,
            NormalizerKind.IMAGE),
        train(),
        new DetectBranch(
            0.05,
            1000,
            0.5,
            100,
            Clip.BEFORE_NMS,
            DeltaLimit.ABOVE,
            Precision.AUTO,
            Optional.empty(),
            Optional.empty()));
  }

  private static AnchorsBranch anchors() {
    return new AnchorsBranch(
        List.of(32.0, 64.0, 128.0, 256.0, 512.0),
        List.of(1.0, Math.pow(2, 1.0 / 3), Math.pow(2, 2.0 / 3)),
        List.of(0.5, 1.0, 2.0),
        Stride.POWER_OF_TWO,
        Centre.CORNER,
        Rounding.EXACT,
        Order.RATIO_MAJOR);
  }

  private static TrainBranch train() {
    return new TrainBranch(
        Optional.empty(), // steps
        Optional.empty(), // epochs
        Optional.empty(), // minutes
        8, // batch
        1, // accumulate
        Optimizer.SGD,
        0.01, // rate
        true, // scaleRate
        1, // backboneRate
        0.9, // momentum
        1e-4, // weightDecay
        100, // warmup
        Schedule.STEP,
        List.of(0.7, 0.9), // milestones
        0.1, // decay
        10, // clip
        Precision.AUTO,
        0, // seed
        0, // threads
        2, // ahead
        500, // evaluateEvery
        100, // checkpointEvery
        0, // patience
        true); // lens
  }
}

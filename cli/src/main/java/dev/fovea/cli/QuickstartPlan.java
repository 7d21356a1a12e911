package dev.fovea.cli;

import dev.fovea.core.FoveaException;
import dev.fovea.data.synth.SceneSettings;
import dev.fovea.data.synth.SyntheticDataset;
import dev.fovea.nn.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the quickstart does, and how much of it.
 *
 * @param data that is drawn
 * @param steps of each run at most, or nothing where the minutes alone decide
 * @param minutes for everything
 * @param settings of all runs, in a user's words
 */
record QuickstartPlan(
    SyntheticDataset data, Optional<Integer> steps, double minutes, List<String> settings) {
  /** Of each run, where no time is asked for. */
  static final int STEPS = 260;

  /** In all, at most, where no time is asked for. */
  static final int MINUTES = 9;

  /** The share of the time that is left for training; the rest is for pictures and report. */
  private static final double TRAINING_SHARE = 0.9;

  private static final double LEAST_MINUTES = 0.02;

  /** A network and anchors for small objects, learned from scratch in a few hundred steps. */
  private static final List<String> SMALL =
      List.of(
          "data.train=train",
          "data.validation=val",
          "input.shortSide=256",
          "input.longSide=256",
          "input.augmentation=paper",
          "model.backbone=resnet18",
          "model.width=64",
          "model.headDepth=1",
          "anchors.sizes=[16, 32, 64, 128, 256]",
          "train.batch=8",
          "train.optimizer=adamw",
          "train.rate=0.002",
          "train.schedule=cosine",
          "train.warmup=20",
          "train.evaluateEvery=100");

  QuickstartPlan {
    settings = List.copyOf(settings);
    if (!(minutes > 0 && minutes <= 10_000)) {
      throw FoveaException.user("--minutes is " + minutes + "; accepted: above 0, at most 10000");
    }
  }

  /** As many steps as a machine with two cores makes in minutes; fewer on a slow one. */
  static QuickstartPlan standard() {
    SyntheticDataset data = new SyntheticDataset(SceneSettings.defaults(), 400, 100, 0);
    return new QuickstartPlan(data, Optional.of(STEPS), MINUTES, SMALL);
  }

  /** The same in another time, with as many steps as fit into it. */
  QuickstartPlan within(double otherMinutes) {
    return new QuickstartPlan(data, Optional.empty(), otherMinutes, settings);
  }

  /**
   * The settings of the first run. The steps that they lead to are those of every run.
   *
   * @param passed minutes that are over
   */
  Settings first(Contender contender, double passed) {
    double share = TRAINING_SHARE * (minutes - passed) / Contender.ALL.size();
    return settings(
        contender,
        List.of(
            "train.minutes=" + String.format(Locale.ROOT, "%.3f", Math.max(LEAST_MINUTES, share)),
            "train.steps=" + steps.map(Object::toString).orElse("none")));
  }

  /** The settings of a later run, with the steps of the first. */
  Settings later(Contender contender, int firstSteps) {
    return settings(contender, List.of("train.steps=" + firstSteps));
  }

  private Settings settings(Contender contender, List<String> budget) {
    List<String> all = new ArrayList<>(settings);
    all.addAll(contender.settings());
    all.add("loss.prior=" + contender.prior());
    all.addAll(budget);
    return Settings.load(Optional.empty(), all);
  }
}

package dev.fovea.cli;

import java.util.List;

/**
 * One of the losses that the quickstart compares.
 *
 * @param folder of its run
 * @param loss for people
 * @param prior π, the probability that every anchor starts with
 * @param settings in a user's words
 */
record Contender(String folder, String loss, String prior, List<String> settings) {
  /** The focal loss, cross entropy with its prior, and cross entropy as it was before. */
  static final List<Contender> ALL =
      List.of(
          new Contender(
              "focal",
              "focal loss (gamma 2, alpha 0.25)",
              "0.01",
              List.of("loss.classification=focal", "loss.gamma=2", "loss.alpha=0.25")),
          new Contender(
              "cross-entropy",
              "cross entropy, with the prior",
              "0.01",
              List.of("loss.classification=crossEntropy")),
          new Contender(
              "cross-entropy-no-prior",
              "cross entropy, without it",
              "0.5",
              List.of("loss.classification=crossEntropy")));
}

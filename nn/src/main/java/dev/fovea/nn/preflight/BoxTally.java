package dev.fovea.nn.preflight;

import dev.fovea.core.anchor.MatchingSettings;

/** A {@link BoxFit} while its boxes are being counted. */
final class BoxTally {
  private final String name;
  private final MatchingSettings matching;
  private long boxes;
  private long foreground;
  private long background;
  private double iouSum;
  private long positives;
  private long unmatched;

  BoxTally(String name, MatchingSettings matching) {
    this.name = name;
    this.matching = matching;
  }

  void add(float bestIou, int learners) {
    boxes++;
    foreground += bestIou >= matching.foreground() ? 1 : 0;
    background += bestIou >= matching.background() ? 1 : 0;
    iouSum += bestIou;
    positives += learners;
    unmatched += learners == 0 ? 1 : 0;
  }

  BoxFit total() {
    double mean = boxes == 0 ? 0 : iouSum / boxes;
    return new BoxFit(name, boxes, foreground, background, mean, positives, unmatched);
  }
}

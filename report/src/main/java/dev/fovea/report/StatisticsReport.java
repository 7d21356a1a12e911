package dev.fovea.report;

import dev.fovea.data.stats.SplitStatistics;
import java.util.List;

/**
 * What a page about a data set shows.
 *
 * @param title heading of the page
 * @param facts when, by which version, in which format
 * @param splits at least one
 */
public record StatisticsReport(String title, List<Fact> facts, List<SplitStatistics> splits) {
  /**
   * Checks that there is something to show.
   *
   * @throws IllegalArgumentException without any split
   */
  public StatisticsReport {
    facts = List.copyOf(facts);
    splits = List.copyOf(splits);
    if (splits.isEmpty()) {
      throw new IllegalArgumentException("a page about no split");
    }
  }
}

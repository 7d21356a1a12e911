package dev.fovea.cli.ablate;

import dev.fovea.core.eval.Difference;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What became of a row, all seeds together.
 *
 * @param row of the table
 * @param seeds how many runs the row has
 * @param outcomes of the runs that have ended, by seed
 * @param unfinished what is to be said of the first run that has begun and not ended; else empty
 * @param changes AP against the reference row, one for each seed for which both are measured
 */
public record RowResult(
    AblationRow row,
    int seeds,
    List<RunOutcome> outcomes,
    String unfinished,
    List<Difference> changes) {
  /** Copies the lists. */
  public RowResult {
    outcomes = List.copyOf(outcomes);
    changes = List.copyOf(changes);
  }

  /** Mean over the measured runs, percent. */
  public OptionalDouble ap() {
    return mean(RunOutcome::ap);
  }

  /** The lower end of AP's interval over images, mean over the measured runs, percent. */
  public OptionalDouble low() {
    return mean(RunOutcome::low);
  }

  /** The upper end, likewise. */
  public OptionalDouble high() {
    return mean(RunOutcome::high);
  }

  private OptionalDouble mean(ToDoubleFunction<RunOutcome> value) {
    return Arrays.stream(measured(value)).average();
  }

  private double[] measured(ToDoubleFunction<RunOutcome> value) {
    return outcomes.stream()
        .filter(outcome -> outcome.isMeasured() && outcome.ap() >= 0)
        .mapToDouble(outcome -> 100 * value.applyAsDouble(outcome))
        .toArray();
  }

  /** AP of each measured run, percent. */
  double[] aps() {
    return measured(RunOutcome::ap);
  }

  /** Whether any run is above what counts as learned. */
  boolean hasLearned() {
    return outcomes.stream().anyMatch(RunOutcome::hasLearned);
  }

  /** Done, not learned, diverged, or how far it is. */
  public String status() {
    List<RunOutcome> diverged = outcomes.stream().filter(each -> !each.isMeasured()).toList();
    if (outcomes.size() < seeds) {
      return pending();
    }
    if (!diverged.isEmpty()) {
      String which = seeds == 1 ? "" : " in %d of %d runs".formatted(diverged.size(), seeds);
      return "diverged%s, after step %d".formatted(which, diverged.getFirst().steps());
    }
    return hasLearned() ? "done" : "not learned";
  }

  private String pending() {
    if (!unfinished.isEmpty()) {
      return unfinished;
    }
    return outcomes.isEmpty() ? "to do" : "%d of %d runs".formatted(outcomes.size(), seeds);
  }

  /** The APs of the runs, percent, in the order of the seeds. */
  public String perSeed() {
    return String.join(
        " ",
        outcomes.stream()
            .map(each -> each.isMeasured() ? figure(100 * each.ap(), 1) : "diverged")
            .toList());
  }

  /** How much better than the reference, percent, with its interval: means over the seeds. */
  public Optional<Difference> change() {
    if (changes.isEmpty()) {
      return Optional.empty();
    }
    double first = mean(changes, Difference::first);
    double second = mean(changes, Difference::second);
    return Optional.of(
        new Difference(
            100 * first,
            100 * second,
            100 * (second - first),
            100 * mean(changes, Difference::low),
            100 * mean(changes, Difference::high),
            changes.stream().mapToDouble(Difference::probability).max().orElse(1)));
  }

  private static double mean(List<Difference> changes, ToDoubleFunction<Difference> value) {
    return changes.stream().mapToDouble(value).average().orElse(0);
  }

  static String figure(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  static String figure(OptionalDouble value, int digits, String none) {
    return value.isPresent() ? figure(value.getAsDouble(), digits) : none;
  }
}

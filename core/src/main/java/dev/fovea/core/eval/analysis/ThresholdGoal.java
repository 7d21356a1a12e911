package dev.fovea.core.eval.analysis;

import dev.fovea.core.FoveaException;
import java.util.Locale;

/**
 * What a score threshold is chosen for.
 *
 * @param kind of the goal
 * @param wanted the least precision or recall, in {@code (0, 1]}; 0 for the best F1
 */
public record ThresholdGoal(Kind kind, double wanted) {
  /** The kinds of goals. */
  public enum Kind {
    /** The threshold with the highest F1, the highest of equal ones. */
    F1,
    /** The lowest threshold whose precision is as wanted: as many objects as it allows. */
    PRECISION,
    /** The highest threshold whose recall is as wanted: as few false ones as it allows. */
    RECALL
  }

  /** The text of {@link Kind#F1}. */
  private static final String F1 = "f1";

  /**
   * Checks the wanted value.
   *
   * @throws FoveaException if it does not lie above 0 and up to 1
   */
  public ThresholdGoal {
    if (kind != Kind.F1 && !(wanted > 0 && wanted <= 1)) {
      throw FoveaException.user(
          "A %s of %s cannot be reached; accepted: above 0 and up to 1, such as %s=0.9"
              .formatted(name(kind), wanted, name(kind)));
    }
  }

  /**
   * The goal of a text: {@code f1}, {@code precision=P} or {@code recall=R}.
   *
   * @throws FoveaException if it is none of these
   */
  public static ThresholdGoal of(String text) {
    String[] parts = text.split("=", 2);
    if (text.equals(F1)) {
      return new ThresholdGoal(Kind.F1, 0);
    }
    for (Kind kind : new Kind[] {Kind.PRECISION, Kind.RECALL}) {
      if (parts.length == 2 && parts[0].equals(name(kind))) {
        try {
          return new ThresholdGoal(kind, Double.parseDouble(parts[1]));
        } catch (NumberFormatException notANumber) {
          break;
        }
      }
    }
    throw FoveaException.user(
        "'" + text + "' is no goal for thresholds; accepted: f1, precision=0.9, recall=0.9");
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** The text that {@link #of} reads. */
  @Override
  public String toString() {
    return kind == Kind.F1 ? F1 : name(kind) + "=" + wanted;
  }
}

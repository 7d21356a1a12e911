package dev.fovea.data.check;

import dev.fovea.data.check.Finding.Severity;
import dev.fovea.data.format.Place;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the checks of one data set have found so far; the same thing found twice counts once. */
public final class Findings {
  private final Set<PlacedFinding> found = new LinkedHashSet<>();

  Findings() {}

  void add(String kind, Severity severity, Place place, String text) {
    found.add(new PlacedFinding(kind, place, new Finding(severity, text)));
  }

  void error(String kind, Place place, String text) {
    add(kind, Severity.ERROR, place, text);
  }

  void warning(String kind, Place place, String text) {
    add(kind, Severity.WARNING, place, text);
  }

  void note(String kind, Place place, String text) {
    add(kind, Severity.NOTE, place, text);
  }

  /** All of them, in the order of the checks. */
  public List<PlacedFinding> all() {
    return List.copyOf(found);
  }

  /** How many have a severity. */
  public long count(Severity severity) {
    return found.stream().filter(each -> each.finding().severity() == severity).count();
  }
}

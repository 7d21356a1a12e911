package dev.fovea.cli;

import dev.fovea.data.check.Finding.Severity;
import dev.fovea.data.check.Findings;
import dev.fovea.data.check.PlacedFinding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How findings are printed: by kind for people, one by one for programs.
 *
 * @param data as the user wrote it
 * @param pictures how many were opened
 * @param findings what was found
 */
record CheckReport(Path data, int pictures, Findings findings) {
  private static final int SHOWN = 3;

  /** Kinds by severity, each with its count and the first of its findings. */
  String toText(boolean all) {
    List<String> lines = new ArrayList<>();
    for (List<PlacedFinding> kind : byKind()) {
      PlacedFinding first = kind.getFirst();
      lines.add(String.format(Locale.ROOT, "%-8s %s: %d", word(first), first.kind(), kind.size()));
      kind.stream()
          .limit(all ? kind.size() : SHOWN)
          .forEach(each -> lines.add("    " + each.finding().text()));
      if (!all && kind.size() > SHOWN) {
        lines.add("    and " + (kind.size() - SHOWN) + " more (--all shows them)");
      }
    }
    lines.add(
        "%s: %s, %s, %s in %s"
            .formatted(
                data,
                counted(Severity.ERROR),
                counted(Severity.WARNING),
                counted(Severity.NOTE),
                counted(pictures, "picture")));
    return String.join(System.lineSeparator(), lines);
  }

  private List<List<PlacedFinding>> byKind() {
    Comparator<PlacedFinding> worstFirst =
        Comparator.comparing((PlacedFinding each) -> each.finding().severity()).reversed();
    return List.copyOf(
        findings.all().stream()
            .sorted(worstFirst)
            .collect(
                Collectors.groupingBy(
                    each -> word(each) + each.kind(), LinkedHashMap::new, Collectors.toList()))
            .values());
  }

  private static String word(PlacedFinding finding) {
    return finding.finding().severity().name().toLowerCase(Locale.ROOT);
  }

  private String counted(Severity severity) {
    return counted(findings.count(severity), severity.name().toLowerCase(Locale.ROOT));
  }

  private static String counted(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /**
   * {@code {"data", "pictures", "errors", "warnings", "notes", "kinds": [{…}], "findings": [{…}]}}.
   */
  String toJson() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("data", data.toString());
    document.put("pictures", pictures);
    document.put("errors", findings.count(Severity.ERROR));
    document.put("warnings", findings.count(Severity.WARNING));
    document.put("notes", findings.count(Severity.NOTE));
    document.put(
        "kinds",
        byKind().stream()
            .map(
                kind ->
                    Map.of(
                        "kind", kind.getFirst().kind(),
                        "severity", word(kind.getFirst()),
                        "count", kind.size()))
            .toList());
    document.put("findings", findings.all().stream().map(CheckReport::entry).toList());
    return JsonDocument.of(document);
  }

  private static Map<String, Object> entry(PlacedFinding finding) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("kind", finding.kind());
    entry.put("severity", word(finding));
    entry.put("file", finding.place().file().toString());
    if (finding.place().line() > 0) {
      entry.put("line", finding.place().line());
    }
    if (!finding.place().element().isEmpty()) {
      entry.put("element", finding.place().element());
    }
    entry.put("text", finding.finding().text());
    return entry;
  }
}

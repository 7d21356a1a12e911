package dev.fovea.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code fovea data info} prints.
 *
 * @param root as the user wrote it
 * @param format its name
 * @param splits at least one
 */
record DataInfo(Path root, String format, List<SplitFacts> splits) {
  /** Classes of all splits by id. */
  private Map<Long, String> classes() {
    Map<Long, String> classes = new TreeMap<>();
    for (SplitFacts split : splits) {
      for (int index = 0; index < split.classes().count(); index++) {
        classes.putIfAbsent(split.classes().id(index), split.classes().name(index));
      }
    }
    return classes;
  }

  /** Two tables: splits, and boxes of each class in each split. */
  String toText() {
    List<String> lines = new ArrayList<>();
    lines.add(root + ": " + format);
    lines.add("");
    lines.add("  images     empty     boxes  to ignore  split");
    for (SplitFacts split : splits) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%8d  %8d  %8d  %9d  %s",
              split.images(),
              split.empty(),
              split.allBoxes(),
              split.ignored(),
              split.name()));
      split.notes().forEach(note -> lines.add(" ".repeat(41) + "  " + note));
    }
    lines.add("");
    StringBuilder head = new StringBuilder("      id");
    splits.forEach(split -> head.append(column(split, split.name())));
    lines.add(head + "  class");
    classes().forEach((id, name) -> lines.add(row(id, name)));
    return String.join(System.lineSeparator(), lines);
  }

  private String row(long id, String name) {
    StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%8d", id));
    splits.forEach(split -> row.append(column(split, Long.toString(split.boxesOf(id)))));
    return row + "  " + name;
  }

  private static String column(SplitFacts split, String text) {
    return String.format(Locale.ROOT, "  %" + Math.max(8, split.name().length()) + "s", text);
  }

  /** One document with the same figures. */
  String toJson() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("data", root.toString());
    document.put("format", format);
    document.put("splits", splits.stream().map(DataInfo::entry).toList());
    List<Map<String, Object>> classes = new ArrayList<>();
    classes()
        .forEach(
            (id, name) -> {
              Map<String, Object> entry = new LinkedHashMap<>();
              entry.put("id", id);
              entry.put("name", name);
              entry.put("boxes", splits.stream().mapToLong(split -> split.boxesOf(id)).toArray());
              classes.add(entry);
            });
    document.put("classes", classes);
    return JsonDocument.of(document);
  }

  private static Map<String, Object> entry(SplitFacts split) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", split.name());
    entry.put("images", split.images());
    entry.put("empty", split.empty());
    entry.put("boxes", split.allBoxes());
    entry.put("ignored", split.ignored());
    entry.put("notes", split.notes());
    return entry;
  }
}

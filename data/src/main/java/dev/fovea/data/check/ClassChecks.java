package dev.fovea.data.check;

import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.format.Place;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What may be wrong with a data set's classes. */
final class ClassChecks {
  private ClassChecks() {}

  private static Set<String> names(CheckedData data) {
    Set<String> names = new LinkedHashSet<>();
    data.splits().values().forEach(split -> names.addAll(split.classes().names()));
    return names;
  }

  /** {@code class-alike}: names that differ in case, spaces or the like alone. */
  static void alike(CheckedData data, Findings findings) {
    Map<String, String> seen = new HashMap<>();
    for (String name : names(data)) {
      String plain = name.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", "");
      String first = seen.putIfAbsent(plain, name);
      if (first != null) {
        findings.warning(
            "class-alike",
            data.firstOf(name),
            "The classes '%s' and '%s' are likely one; the first box of the latter is that of %s."
                .formatted(first, name, data.firstOf(name)));
      }
    }
  }

  /** {@code class-name}: a name that begins or ends with a space, or has nothing else. */
  static void blank(CheckedData data, Findings findings) {
    for (String name : names(data)) {
      if (!name.equals(name.strip()) || name.isBlank()) {
        findings.warning(
            "class-name",
            data.firstOf(name),
            "The class '%s' begins or ends with a space; its first box is that of %s."
                .formatted(name, data.firstOf(name)));
      }
    }
  }

  /** {@code class-without-boxes}: nothing to learn it from in any split. */
  static void withoutBoxes(CheckedData data, Findings findings) {
    Set<String> used = new HashSet<>();
    for (Dataset split : data.splits().values()) {
      split.images().stream()
          .flatMap(image -> image.annotations().stream())
          .map(Annotation::classIndex)
          .distinct()
          .forEach(index -> used.add(split.classes().name(index)));
    }
    for (String name : names(data)) {
      if (!used.contains(name)) {
        findings.note(
            "class-without-boxes",
            Place.of(data.root()),
            "The class " + name + " has no box in any split.");
      }
    }
  }

  /** {@code classes-differ}: splits with other classes, or the same under other ids. */
  static void differ(CheckedData data, Findings findings) {
    Dataset first = data.splits().values().iterator().next();
    for (Dataset split : data.splits().values()) {
      if (!split.classes().equals(first.classes())) {
        findings.error(
            "classes-differ",
            Place.of(data.root()),
            "The classes of %s are not those of %s: %s and %s."
                .formatted(split.name(), first.name(), split.classes(), first.classes()));
      }
    }
  }
}

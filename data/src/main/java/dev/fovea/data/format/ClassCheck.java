package dev.fovea.data.format;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What every format asks of its list of classes. */
final class ClassCheck {
  private ClassCheck() {}

  /** Refuses a name that stands twice. */
  static void requireDistinct(List<String> names, Place place, DefectSink sink) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        String text =
            "The class " + name + " is defined twice in " + place + ". Names must differ.";
        sink.refuse(new Defect(DefectKind.DUPLICATE_CLASS_NAME, place, text));
      }
    }
  }
}

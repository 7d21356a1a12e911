package dev.fovea.cli;

import dev.fovea.core.ClassNames;
import dev.fovea.core.Detection;
import dev.fovea.core.Size;
import dev.fovea.core.box.Box;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code fovea detect} found: a table for people, a JSON document for programs. */
final class DetectionReport {
  private final String model;
  private final ClassNames classes;
  private final List<Map<String, Object>> images = new ArrayList<>();
  private final List<Map<String, Object>> failed = new ArrayList<>();
  private final List<String> rows = new ArrayList<>();
  private boolean interrupted;

  DetectionReport(String model, ClassNames classes) {
    this.model = model;
    this.classes = classes;
  }

  void add(Path file, Size size, double milliseconds, List<Detection> found) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("file", file.toString());
    entry.put("width", size.width());
    entry.put("height", size.height());
    entry.put("milliseconds", milliseconds);
    entry.put("detections", found.stream().map(this::entry).toList());
    images.add(entry);
    if (found.isEmpty()) {
      rows.add(file + "  nothing found");
    }
    for (Detection detection : found) {
      rows.add(file + "  " + row(detection));
    }
  }

  private String row(Detection detection) {
    Box box = detection.box();
    return String.format(
        Locale.ROOT,
        "%-16s %.3f  %7.1f %7.1f %7.1f %7.1f",
        classes.name(detection.classIndex()),
        detection.score(),
        box.x1(),
        box.y1(),
        box.x2(),
        box.y2());
  }

  private Map<String, Object> entry(Detection detection) {
    Box box = detection.box();
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("class", classes.name(detection.classIndex()));
    entry.put("classId", classes.id(detection.classIndex()));
    entry.put("score", detection.score());
    entry.put("box", List.of(box.x1(), box.y1(), box.x2(), box.y2()));
    return entry;
  }

  void fail(Path file, String reason) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("file", file.toString());
    entry.put("reason", reason);
    failed.add(entry);
  }

  /** Not all images were looked at; what was found is told all the same. */
  void interrupted() {
    interrupted = true;
  }

  int failures() {
    return failed.size();
  }

  void print(PrintWriter out, boolean json) {
    if (json) {
      out.println(document());
    } else {
      rows.forEach(out::println);
    }
    out.flush();
  }

  private String document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("model", model);
    document.put("images", images);
    if (!failed.isEmpty()) {
      document.put("failed", failed);
    }
    if (interrupted) {
      document.put("interrupted", true);
    }
    return JsonDocument.of(document);
  }
}

package dev.fovea.cli;

import dev.fovea.report.Fact;
import dev.fovea.report.ReportPage;
import dev.fovea.report.RunReport;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A report that stands beside other results: when it cannot be made they are not lost, so that
 * every failure is a warning.
 *
 * @param path of the page
 * @param console hears where it stands, or why it does not
 */
record ReportFile(Path path, Console console) {
  private static final Logger LOG = LoggerFactory.getLogger(ReportFile.class);

  /** Makes and writes the report. */
  void write(Supplier<RunReport> report) {
    try {
      ReportPage.write(report.get(), path);
      console.say("report: " + path);
    } catch (RuntimeException failure) {
      console.warn("no report was written: " + failure.getMessage());
      LOG.debug("the report failed", failure);
    }
  }

  /** A report that says when, on which machine and with which Fovea it was made. */
  static RunReport.Builder titled(String title) {
    Map<String, String> versions = Versions.read().lines();
    RunReport.Builder report = RunReport.titled(title);
    madeFacts().forEach(fact -> report.fact(fact.name(), fact.value()));
    return report
        .fact("Machine", versions.get("cpu") + "; " + versions.get("system"))
        .fact(
            "Java, libtorch", versions.get("jdk").split(" ")[0] + ", " + versions.get("libtorch"));
  }

  /** When a page was made, by which Fovea. */
  static List<Fact> madeFacts() {
    DateTimeFormatter format =
        DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm zzz", Locale.ENGLISH);
    return List.of(
        new Fact("Made", ZonedDateTime.now().format(format)),
        new Fact("Fovea", Versions.read().lines().get("fovea")));
  }

  /** "1 h 5 min", "3 min 20 s", "12 s". */
  static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole >= 3600) {
      return "%d h %d min".formatted(whole / 3600, whole % 3600 / 60);
    }
    return whole >= 60 ? "%d min %d s".formatted(whole / 60, whole % 60) : whole + " s";
  }
}

package dev.fovea.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fovea.cli.doctor.Checkup;
import dev.fovea.cli.doctor.Finding;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fovea doctor}: whether this machine can run Fovea, and what is missing. */
@Command(
    name = "doctor",
    description = "Says whether this machine can run Fovea, what is missing, and what to do.",
    footer = {
      "",
      "Examples:",
      "  fovea doctor",
      "  fovea doctor --json > machine.json",
      "",
      "Exit codes: 0 it can (warnings do not count), 1 something needed is missing."
    })
final class DoctorCommand implements Callable<Integer> {
  @Mixin private Console console;

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    console.started();
    List<Finding> findings =
        Checkup.findings(Versions.platform(), Boolean.getBoolean("fovea.source"));
    boolean usable =
        findings.stream().noneMatch(finding -> finding.status() == Finding.Status.MISSING);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(document(findings, usable));
    } else {
      findings.forEach(finding -> out.println(finding.line()));
      out.println();
      out.println(usable ? "Fovea runs on this machine." : "Fovea does not run on this machine.");
    }
    out.flush();
    return usable ? 0 : Failures.WHILE_RUNNING;
  }

  private static String document(List<Finding> findings, boolean usable) {
    List<Map<String, String>> list =
        findings.stream()
            .map(
                finding ->
                    Map.of(
                        "name", finding.name(),
                        "status", finding.status().name().toLowerCase(Locale.ROOT),
                        "text", finding.text(),
                        "advice", finding.advice()))
            .toList();
    try {
      return JsonMapper.builder()
          .build()
          .writerWithDefaultPrettyPrinter()
          .writeValueAsString(Map.of("usable", usable, "findings", list));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.ClassNames;
import dev.fovea.core.Size;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectionReportTest {
  private final DetectionReport report =
      new DetectionReport("model", new ClassNames(List.of("cell"), List.of(1L)));

  @Test
  void anInterruptedDocumentHasWhatWasFoundAndSaysThatItIsNotAll() {
    report.add(Path.of("a.jpg"), new Size(40, 30), 1.5, List.of());
    assertThat(json()).contains("\"a.jpg\"").doesNotContain("interrupted");
    report.interrupted();
    assertThat(json()).contains("\"a.jpg\"").containsPattern("\"interrupted\"\\s*:\\s*true");
  }

  private String json() {
    StringWriter text = new StringWriter();
    report.print(new PrintWriter(text), true);
    return text.toString();
  }
}

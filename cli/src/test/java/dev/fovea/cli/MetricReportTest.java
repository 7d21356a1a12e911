package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fovea.core.ClassNames;
import dev.fovea.core.eval.CocoSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class MetricReportTest {
  private static final ClassNames CLASSES =
      new ClassNames(List.of("person", "weiße \"Zelle\""), List.of(1L, 5_000_000_000L));

  private static final CocoSummary SUMMARY =
      new CocoSummary(
          0.1 + 0.2,
          0.5,
          1e-17,
          -1,
          0.25,
          1,
          0,
          1.0 / 3,
          0.7,
          -1,
          0.4,
          0.6,
          List.of(
              new CocoSummary.ClassResult(0.1 + 0.2, 0.5, 0.7, 12),
              new CocoSummary.ClassResult(-1, -1, -1, 0)),
          new CocoSummary.Counts(3, 12, 1, 40));

  @Test
  void jsonKeepsEveryBitAndName() throws IOException {
    JsonNode json =
        new ObjectMapper().readTree(printed(out -> MetricReport.coco(CLASSES).json(out, SUMMARY)));

    assertThat(
            List.of(
                "AP", "AP50", "AP75", "APs", "APm", "APl", "AR1", "AR10", "AR100", "ARs", "ARm",
                "ARl"))
        .extracting(key -> json.get(key).doubleValue())
        .containsExactly(0.1 + 0.2, 0.5, 1e-17, -1.0, 0.25, 1.0, 0.0, 1.0 / 3, 0.7, -1.0, 0.4, 0.6);
    assertThat(List.of("images", "truths", "detections"))
        .extracting(key -> json.get(key).intValue())
        .containsExactly(3, 12, 40);
    JsonNode second = json.get("classes").get(1);
    assertThat(second.get("id").longValue()).isEqualTo(5_000_000_000L);
    assertThat(second.get("name").textValue()).isEqualTo("weiße \"Zelle\"");
    assertThat(second.get("AP").doubleValue()).isEqualTo(-1);
    assertThat(json.get("classes").get(0).get("AP50").doubleValue()).isEqualTo(0.5);
    assertThat(json.get("classes").get(0).get("truths").intValue()).isEqualTo(12);
  }

  @Test
  void tableHasTwelveFiguresThenTheClasses() {
    List<String> lines =
        printed(out -> MetricReport.coco(CLASSES).table(out, SUMMARY)).lines().toList();

    assertThat(lines.getFirst())
        .isEqualTo("AP     Average precision  IoU 0.50:0.95  area all     detections 100  0.3000");
    assertThat(lines.get(3)).startsWith("APs").endsWith("     –");
    assertThat(lines.get(13))
        .isEqualTo("3 images, 12 annotated boxes (1 of them crowds), 40 detections");
    assertThat(lines.get(15)).containsSubsequence("id", "class", "boxes", "AP", "AP50", "AR100");
    assertThat(lines.get(16))
        .containsSubsequence("1", "person", "12", "0.3000", "0.5000", "0.7000");
    assertThat(lines.get(17)).containsSubsequence("5000000000", "weiße", "–");
    assertThat(lines).hasSize(18);
  }

  private static String printed(Consumer<PrintWriter> report) {
    StringWriter text = new StringWriter();
    report.accept(new PrintWriter(text));
    return text.toString();
  }
}

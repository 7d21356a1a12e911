package dev.fovea.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fovea.core.imbalance.Imbalance;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoLensTest {
  @Test
  void itsLossIsThatWhichTheRunHadToATenthOfAPercent() {
    LensReport report = DemoLens.report(List.of(new Fact("Fovea", "test")));
    double loss = Imbalance.of(report.histograms(), report.loss().function()).loss();
    assertThat(loss).isCloseTo(report.exactLoss(), within(1e-3 * report.exactLoss()));
    // As bench/results/2026-11-26-hit-uav.md and the command's table have it.
    assertThat(report.histograms().images()).isEqualTo(1289);
    assertThat(Imbalance.of(report.histograms(), report.loss().function()).negative().logits())
        .isEqualTo(98_665_775);
    assertThat(report.gallery()).isEmpty();
    assertThat(report.facts())
        .extracting(Fact::name)
        .containsExactly("Model", "Data", "Made by", "Fovea");
  }

  @Test
  void whatThePageHasIsReadBack() throws IOException {
    LensReport report = LensPageTest.report();
    JsonNode data = JsonMapper.builder().build().readTree(ScriptJson.of(LensData.of(report)));
    LensReport back = DemoLens.report(data, report.facts());
    assertThat(back.classes().names()).isEqualTo(report.classes().names());
    assertThat(new LensTables(back).all(List.of(0.0, 2.0), List.of(0.25)))
        .isEqualTo(new LensTables(report).all(List.of(0.0, 2.0), List.of(0.25)));
  }
}

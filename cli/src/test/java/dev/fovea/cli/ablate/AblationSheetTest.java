package dev.fovea.cli.ablate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.eval.Difference;
import dev.fovea.core.eval.Estimate;
import dev.fovea.report.ReportTable;
import java.util.List;
import org.junit.jupiter.api.Test;

class AblationSheetTest {
  private static final List<AblationRow> ROWS =
      PaperTables.named("losses")
          .only(List.of("focal", "cross-entropy", "cross-entropy-no-prior", "ohem"))
          .rows();

  private static RunOutcome measured(double ap) {
    return RunOutcome.measured(new Estimate(ap, ap - 0.02, ap + 0.03), 60);
  }

  private static AblationSheet sheet() {
    Difference worse = new Difference(0.34, 0.302, -0.038, -0.06, -0.01, 0.004);
    Difference unclear = new Difference(0.34, 0.345, 0.005, -0.02, 0.03, 0.6);
    return new AblationSheet(
        PaperTables.named("losses"),
        List.of(
            new RowResult(ROWS.get(0), 2, List.of(measured(0.35), measured(0.33)), "", List.of()),
            new RowResult(
                ROWS.get(1),
                2,
                List.of(measured(0.049), measured(0.001)),
                "",
                List.of(worse, worse)),
            new RowResult(
                ROWS.get(2),
                2,
                List.of(measured(0.01), RunOutcome.diverged(12, "Step 13: loss NaN")),
                "",
                List.of()),
            new RowResult(
                ROWS.get(3),
                2,
                List.of(measured(0.2)),
                "stopped at step 30 of 60",
                List.of(unclear))));
  }

  @Test
  void aRowIsTheMeanOfItsSeedsWithItsStatusInWords() {
    assertThat(sheet().toCsv().lines())
        .containsExactly(
            "loss,prior,AP,low,high,seedLow,seedHigh,seeds,change,changeLow,changeHigh,significant,"
                + "paper,source,status",
            "focal,0.01,34.00,32.00,37.00,21.29,46.71,35.0 33.0,,,,,34.0,"
                + "\"Table 1b, COCO minival, ResNet-50-FPN, 600 px\",done",
            "cross-entropy,0.01,2.50,0.50,5.50,,,4.9 0.1,-3.80,-6.00,-1.00,no,30.2,"
                + "\"section 5.1, COCO minival, ResNet-50-FPN, 600 px\",not learned",
            "cross-entropy-no-prior,none,1.00,-1.00,4.00,,,1.0 diverged,,,,,diverges,"
                + "\"section 5.1, COCO minival, ResNet-50-FPN, 600 px\","
                + "\"diverged in 1 of 2 runs, after step 12\"",
            "ohem,0.01,20.00,18.00,23.00,2.03,37.97,20.0,0.50,-2.00,3.00,no,32.8,"
                + "\"Table 1d, COCO minival, ResNet-101-FPN, 600 px; focal there 36.0\","
                + "stopped at step 30 of 60");
  }

  @Test
  void peopleSeeWhetherADifferenceIsSignificant() {
    ReportTable table = sheet().toReport();
    assertThat(table.columns())
        .containsExactly(
            "loss", "prior", "AP", "over images", "over seeds", "against focal", "paper", "status");
    assertThat(table.rows().get(0))
        .containsExactly(
            "focal", "0.01", "34.0", "32.0 … 37.0", "21.3 … 46.7", "–", "34.0", "done");
    assertThat(table.rows().get(1)).contains("-3.8 not significant", "not learned");
    assertThat(oneSeed().toReport().rows().get(1)).contains("-3.8 significant");
    assertThat(table.rows().get(3)).contains("+0.5 not significant");
  }

  /** Two runs of the same row lie 2 points apart: a change of 3.8 is within a seed's chance. */
  @Test
  void aChangeWithinTheSpreadOfSeedsIsNotSignificant() {
    assertThat(sheet().toReport().note()).contains("standard deviation 1.4, 1 degrees");
    assertThat(oneSeed().toReport().note()).contains("unknown without a second one");
  }

  private static AblationSheet oneSeed() {
    Difference worse = new Difference(0.34, 0.302, -0.038, -0.06, -0.01, 0.004);
    return new AblationSheet(
        PaperTables.named("losses"),
        List.of(
            new RowResult(ROWS.get(0), 1, List.of(measured(0.34)), "", List.of()),
            new RowResult(ROWS.get(1), 1, List.of(measured(0.302)), "", List.of(worse))));
  }

  @Test
  void whereNothingHasLearnedThereIsNoVerdict() {
    Difference worse = new Difference(0.04, 0.002, -0.038, -0.06, -0.01, 0.004);
    AblationSheet sheet =
        new AblationSheet(
            PaperTables.named("losses"),
            List.of(
                new RowResult(ROWS.get(0), 1, List.of(measured(0.04)), "", List.of()),
                new RowResult(ROWS.get(1), 1, List.of(measured(0.002)), "", List.of(worse))));
    assertThat(sheet.toReport().rows().get(1)).contains("-3.8", "not learned");
    assertThat(sheet.records().get(1)).containsEntry("significant", "");
  }

  @Test
  void whatHasNotBegunSaysSo() {
    RowResult none = new RowResult(ROWS.getFirst(), 1, List.of(), "", List.of());
    assertThat(none.status()).isEqualTo("to do");
    assertThat(none.ap()).isEmpty();
    RowResult some = new RowResult(ROWS.getFirst(), 3, List.of(measured(0.3)), "", List.of());
    assertThat(some.status()).isEqualTo("1 of 3 runs");
  }
}

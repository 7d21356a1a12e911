package dev.fovea.cli.ablate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeedSpreadTest {
  private static final double T_OF_3 = 3.182446; // 97.5 %, any table of Student's t

  @Test
  void poolsTheVarianceWithinTheRows() {
    double[] far = {17.0, 15.0, 16.0}; // squares 1 + 1 + 0
    double[] near = {12.0, 14.0}; // 1 + 1
    double[] alone = {30.0};
    SeedSpread spread = SeedSpread.of(List.of(far, near, alone)).orElseThrow();
    assertThat(spread.degrees()).isEqualTo(3);
    assertThat(spread.deviation()).isEqualTo(Math.sqrt(4.0 / 3), within(1e-12));
    assertThat(spread.ofMean(2))
        .isEqualTo(T_OF_3 * Math.sqrt(4.0 / 3) / Math.sqrt(2), within(1e-5));
    assertThat(spread.ofDifference(2)).isEqualTo(T_OF_3 * Math.sqrt(4.0 / 3), within(1e-5));
  }

  @Test
  void oneSeedTellsNothing() {
    assertThat(SeedSpread.of(List.of(new double[] {17.0}, new double[] {12.0}))).isEmpty();
    assertThat(SeedSpread.of(List.of())).isEmpty();
  }
}

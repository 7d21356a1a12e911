package dev.fovea.cli.ablate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.FoveaException;
import dev.fovea.nn.settings.LossBranch;
import dev.fovea.nn.settings.Settings;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaperTablesTest {
  /** Rows and figures of arXiv 1708.02002, Tables 1a to 1d and 3, and section 5.1. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "gamma, '0 0.75 31.1|0.1 0.75 31.4|0.2 0.75 31.9|0.5 0.5 32.9|1 0.25 33.7|2 0.25 34.0"
            + "|5 0.25 32.2'",
        "alpha, '0.1 0.0|0.25 10.8|0.5 30.2|0.75 31.1|0.9 30.8|0.99 28.7|0.999 25.1'",
        "anchors, '1 1 30.3|2 1 31.9|3 1 31.8|1 3 32.4|2 3 34.2|3 3 34.0|4 3 33.8'",
        "losses, 'focal 0.01 34.0|cross-entropy 0.01 30.2|cross-entropy-no-prior none diverges"
            + "|focal-star-2-1 0.01 33.8|focal-star-4-0 0.01 33.9|ohem 0.01 32.8"
            + "|ohem-1-3 0.01 31.1'",
        "ohem, 'ohem 128 0.7 31.1|ohem 256 0.7 31.8|ohem 512 0.7 30.6|ohem 128 0.5 32.8"
            + "|ohem 256 0.5 31.0|ohem 512 0.5 27.6|ohem 1:3  0.5 31.1|focal   36.0'",
        "depth, 'resnet18 |resnet34 |resnet50 34.0|resnet101 36.0'",
      })
  void rowsAndFiguresAreThePapers(String name, String expected) {
    List<String> rows =
        PaperTables.named(name).rows().stream()
            .map(row -> String.join(" ", row.varied()) + " " + row.paper())
            .toList();
    assertThat(String.join("|", rows)).isEqualTo(expected);
  }

  @Test
  void everyRowCanBeLaidOverTheDefaultsAndEveryFigureHasItsSource() {
    for (AblationTable table : PaperTables.all()) {
      assertThat(table.rows()).extracting(AblationRow::name).contains(table.reference());
      for (AblationRow row : table.rows()) {
        Settings settings = Settings.defaults().with(row.settings().toArray(String[]::new));
        assertThat(settings.loss().toClassification()).isNotNull();
        assertThat(row.name()).matches("[a-z0-9.-]+");
        assertThat(row.source().isEmpty()).as(row.name()).isEqualTo(row.paper().isEmpty());
      }
    }
  }

  /** A row is the same whatever loss the base configuration has. */
  @Test
  void rowsOfLossesDoNotDependOnTheBase() {
    Settings other =
        Settings.load(
            Optional.empty(),
            List.of("loss.classification=crossEntropy", "loss.sampler=ohem", "loss.prior=none"));
    for (String name : List.of("gamma", "alpha", "losses", "ohem", "prior")) {
      for (AblationRow row : PaperTables.named(name).rows()) {
        String[] settings = row.settings().toArray(String[]::new);
        LossBranch one = Settings.defaults().with(settings).loss();
        LossBranch same = other.with(settings).loss();
        assertThat(same.toClassification().value(0.3, true))
            .isEqualTo(one.toClassification().value(0.3, true));
        assertThat(same.prior()).isEqualTo(one.prior());
        assertThat(same.sampler()).isEqualTo(one.sampler());
      }
    }
  }

  @Test
  void scalesDivideAnOctave() {
    String[] settings =
        PaperTables.named("anchors")
            .only(List.of("2x3"))
            .rows()
            .getFirst()
            .settings()
            .toArray(String[]::new);
    assertThat(Settings.defaults().with(settings).anchors().scales())
        .containsExactly(1.0, Math.sqrt(2));
  }

  @Test
  void unknownTablesAndRowsAreAnsweredWithTheKnownOnes() {
    assertThatThrownBy(() -> PaperTables.named("gama"))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("Did you mean gamma?");
    assertThatThrownBy(() -> PaperTables.named("gamma").only(List.of("3")))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("The table gamma has no row 3.")
        .hasMessageContaining("0, 0.1, 0.2, 0.5, 1, 2, 5");
  }
}

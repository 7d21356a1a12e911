package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.fovea.core.FoveaException;
import dev.fovea.report.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
  @TempDir private Path folder;

  @Test
  void aReportThatCannotBeMadeLosesNothing() {
    ReportFile file = new ReportFile(folder.resolve("report.html"), new Console());

    assertThatCode(
            () ->
                file.write(
                    () -> {
                      throw FoveaException.data("the metrics are gone");
                    }))
        .doesNotThrowAnyException();
    assertThat(file.path()).doesNotExist();
  }

  @Test
  void aReportThatCannotBeWrittenLosesNothing() throws IOException {
    Path inTheWay = Files.createDirectory(folder.resolve("report.html"));

    assertThatCode(
            () ->
                new ReportFile(inTheWay, new Console())
                    .write(() -> RunReport.titled("Run").build()))
        .doesNotThrowAnyException();
  }

  @Test
  void durationsHaveTwoUnitsAtMost() {
    assertThat(ReportFile.duration(12.4)).isEqualTo("12 s");
    assertThat(ReportFile.duration(200)).isEqualTo("3 min 20 s");
    assertThat(ReportFile.duration(3900)).isEqualTo("1 h 5 min");
  }
}

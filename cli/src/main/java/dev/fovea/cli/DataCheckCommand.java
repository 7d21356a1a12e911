package dev.fovea.cli;

import dev.fovea.data.check.DataCheck;
import dev.fovea.data.check.Finding.Severity;
import dev.fovea.data.check.Findings;
import dev.fovea.data.format.NewFolder;
import dev.fovea.data.format.PictureStore.Transfer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fovea data check}: what is wrong with a data set. */
@Command(
    name = "check",
    description = {
      "Looks for mistakes: in annotation files, boxes, classes and pictures, and for pictures that"
          + " several splits share. Opens every picture.",
      "Ends with exit code 0 where there are no errors, 1 where there are, 2 where nothing can be"
          + " read."
    },
    footer = {
      "",
      "Examples:",
      "  fovea data check bccd/",
      "  fovea data check hit_uav/ --json",
      "  fovea data check bccd/ --fix bccd-mended/"
    })
final class DataCheckCommand implements Callable<Integer> {
  @Mixin private Console console;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "DATA", description = "A data set in any format.")
  private Path data;

  @Option(
      names = "--fix",
      paramLabel = "OUT",
      description =
          "Also write the data set into a new folder, with what can be mended without guessing"
              + " mended: unusable records and pictures left out, boxes cut at the edge, doubled"
              + " boxes left out, sizes made the pictures' own. Pictures are copied."
              + " Nothing is written where the right form could only be guessed at.")
  private Path fix;

  @Option(
      names = "--all",
      description = "Print every finding, not the first of each kind. --json always does.")
  private boolean all;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    if (fix != null) {
      NewFolder.requireVacant(fix);
    }
    DataCheck check = DataCheck.read(data);
    console.started();
    Findings findings = look(check);
    PrintWriter out = spec.commandLine().getOut();
    CheckReport report = new CheckReport(data, check.pictures(), findings);
    out.println(json ? report.toJson() : report.toText(all));
    out.flush();
    if (fix != null) {
      check.mend(fix, Transfer.COPY).forEach(console::say);
      console.say("written: " + fix);
    }
    return findings.count(Severity.ERROR) > 0 ? 1 : 0;
  }

  private Findings look(DataCheck check) {
    try (Progress progress = console.progress("checking", check.pictures())) {
      return check.look(done -> progress.step(done, ""));
    }
  }
}

package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.FoveaException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class FoveaTest {
  private final StringWriter error = new StringWriter();
  private final StringWriter out = new StringWriter();
  private final CommandLine fovea =
      Fovea.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(error, true));

  @Test
  void versionTellsOfAllThatAResultDependsOn() {
    assertThat(fovea.execute("version")).isZero();
    assertThat(out.toString()).contains("fovea ", "jdk ", "libtorch ", "opencv ", "cpu ");
    assertThat(out.toString()).doesNotContain("${");
    assertThat(error.toString()).isEmpty();
  }

  @Test
  void anUnknownCommandIsUnusableAndAnswersWithALikeOne() {
    assertThat(fovea.execute("versoin")).isEqualTo(2);
    assertThat(error.toString())
        .contains("fovea has no command versoin")
        .contains("Did you mean version?");
    assertThat(error.toString().lines()).hasSize(2);
  }

  @Test
  void onlyTheNamedCommandIsLookedAtUnlessItTellsOfOthers() {
    assertThat(Fovea.commandLine("eval", "--json").getSubcommands()).containsOnlyKeys("eval");
    assertThat(Fovea.commandLine("help", "eval").getSubcommands()).containsKeys("eval", "train");
    assertThat(Fovea.commandLine("evla").getSubcommands()).containsKeys("eval", "train");
  }

  @Test
  void anUnknownOptionIsUnusable() {
    assertThat(fovea.execute("version", "--frobnicate")).isEqualTo(2);
    assertThat(error.toString()).contains("--frobnicate").contains("fovea version --help");
    assertThat(error.toString().lines()).hasSize(2);
  }

  @Test
  void aMistypedOptionAnswersWithALikeOneAlsoWithItsValue() {
    assertThat(fovea.execute("detect", "model", "image.jpg", "--thresold=0.5")).isEqualTo(2);
    assertThat(error.toString()).contains("no option --thresold").contains("mean --threshold?");
    assertThat(error.toString().lines()).hasSize(2);
  }

  @Test
  void noCommandIsUnusableAndAnswersWithTheListOfThem() {
    assertThat(fovea.execute()).isEqualTo(2);
    assertThat(error.toString()).contains("train  ", "Trains a detector", "fovea help COMMAND");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void helpOfACommandIsTheCommandsOwn() {
    assertThat(fovea.execute("help", "detect")).isZero();
    assertThat(out)
        .hasToString(
            fovea.getSubcommands().get("detect").getUsageMessage(CommandLine.Help.Ansi.OFF));
  }

  @Test
  void helpOfAnUnknownCommandAnswersWithALikeOne() {
    assertThat(fovea.execute("help", "detct")).isEqualTo(2);
    assertThat(error.toString()).contains("Did you mean detect?");
  }

  @Test
  void helpFitsIntoEightyColumns() {
    for (CommandLine command : fovea.getSubcommands().values()) {
      assertThat(command.setUsageHelpAutoWidth(false).getUsageMessage().lines())
          .as(command.getCommandName())
          .allMatch(line -> line.length() <= 80);
    }
  }

  @Test
  void whatTheUserCanMendBeforeWorkBeginsIsUnusable() {
    assertThat(fail(FoveaException.data("labels.json is empty"), false)).isEqualTo(2);
    assertThat(error).hasToString("fovea: labels.json is empty" + System.lineSeparator());
  }

  @Test
  void whatFailsAfterWorkBeganIsAFailure() {
    assertThat(fail(FoveaException.data("image 7 is cut off"), true)).isEqualTo(1);
  }

  @Test
  void theMachineFailingIsAFailureAtAnyTime() {
    assertThat(fail(FoveaException.machine("disk full", new IllegalStateException()), false))
        .isEqualTo(1);
  }

  @Test
  void aFaultIsNamedAsOneWithoutStackTrace() {
    assertThat(fail(new IllegalStateException("index"), false)).isEqualTo(1);
    assertThat(error.toString()).contains("fault in Fovea").doesNotContain("\tat ");
  }

  @Test
  void verboseShowsTheStackTrace() {
    assertThat(fail(new IllegalStateException("index"), false, "--verbose")).isEqualTo(1);
    assertThat(error.toString()).contains("\tat ");
  }

  @Test
  void everyCommandExplainsItselfWithAnExample() {
    for (CommandLine command : fovea.getSubcommands().values()) {
      assertThat(command.getUsageMessage())
          .as(command.getCommandName())
          .contains("--help", "--quiet", "--verbose", "Example");
    }
  }

  private int fail(RuntimeException failure, boolean started, String... options) {
    fovea.addSubcommand(
        new CommandLine(new Failing(failure, started))
            .setErr(fovea.getErr())
            .setExecutionExceptionHandler(Failures::failed));
    String[] arguments = new String[options.length + 1];
    arguments[0] = "failing";
    System.arraycopy(options, 0, arguments, 1, options.length);
    return fovea.execute(arguments);
  }

  @Command(name = "failing")
  private static final class Failing implements Callable<Integer> {
    @Mixin private Console console;

    private final RuntimeException failure;
    private final boolean started;

    Failing(RuntimeException failure, boolean started) {
      this.failure = failure;
      this.started = started;
    }

    @Override
    public Integer call() {
      if (started) {
        console.started();
      }
      throw failure;
    }
  }
}

package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The oracle is bash itself. */
class CompletionCommandTest {
  @TempDir private Path folder;

  @Test
  void bashCompletesCommands() throws IOException, InterruptedException {
    assertThat(completions("fovea", "t")).containsExactly("train");
    assertThat(completions("fovea", "")).contains("train", "eval", "detect", "doctor", "help");
  }

  @Test
  void bashCompletesACommandsOptions() throws IOException, InterruptedException {
    assertThat(completions("fovea", "train", "--re")).containsExactly("--resume");
  }

  @Test
  void bashCompletesFileNames() throws IOException, InterruptedException {
    Files.createFile(folder.resolve("settings.yaml"));
    assertThat(completions("fovea", "train", "--config", "sett")).containsExactly("settings.yaml");
  }

  private List<String> completions(String... words) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash here");
    StringWriter script = new StringWriter();
    assertThat(Fovea.commandLine().setOut(new PrintWriter(script)).execute("completion")).isZero();
    Path file = Files.writeString(folder.resolve("completion"), script.toString());
    String ask =
        """
        set -e; source %s; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); set +e
        function_name=$(complete -p fovea | sed 's/.*-F \\([^ ]*\\) .*/\\1/')
        "$function_name" fovea "${COMP_WORDS[COMP_CWORD]}" >/dev/null
        printf '%%s\\n' "${COMPREPLY[@]}"
        """
            .formatted(file.getFileName());
    ProcessBuilder bash = new ProcessBuilder("/bin/bash", "-c", ask, "bash");
    bash.command().addAll(List.of(words));
    // Outside a completion, bash complains on standard error of compopt, which changes nothing
    // here.
    bash.directory(folder.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = bash.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.lines().map(String::strip).toList();
  }
}

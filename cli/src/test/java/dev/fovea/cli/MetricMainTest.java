package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick way says what the command says, in processes of their own as the launcher has them. */
class MetricMainTest {
  private static final String TRUTH =
      """
      {"images":[{"id":1},{"id":2}],"categories":[{"id":3,"name":"Käfer"},{"id":8,"name":"b"}],
       "annotations":[
        {"id":%d,"image_id":1,"category_id":3,"bbox":[10,10,50,40],"area":2000,"iscrowd":0},
        {"id":7,"image_id":2,"category_id":8,"bbox":[0,0,20,20],"area":400,"iscrowd":1},
        {"id":9,"image_id":%d,"category_id":8,"bbox":[5,5,30,30],"area":900,"iscrowd":0}]}
      """;
  private static final String FOUND =
      """
      [{"image_id":1,"category_id":3,"bbox":[12,10,50,41],"score":0.75},
       {"image_id":2,"category_id":%d,"bbox":[5,6,30,30],"score":%s}]
      """;

  @TempDir private Path folder;

  private record Ended(int code, String out, String error) {}

  @BeforeEach
  void makeFiles() throws IOException {
    write("gt.json", TRUTH.formatted(1, 2));
    write("zero.json", TRUTH.formatted(0, 2));
    write("elsewhere.json", TRUTH.formatted(1, 5));
    write("twice.json", TRUTH.formatted(7, 2));
    write("dt.json", FOUND.formatted(8, "0.5"));
    write("nan.json", FOUND.formatted(8, "NaN"));
    write("unknown.json", FOUND.formatted(4, "0.5"));
    write("none.json", "[]");
    write("object.json", "{\"a\":1}");
    write("broken.json", "[{\"image_id\":1,");
    write("arguments", "--json");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  /** Run by MetricMain itself, most of them; the last ones are left to Fovea. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "eval --truth gt.json --detections dt.json",
        "eval --truth gt.json --detections dt.json --json",
        "eval --json -q --detections dt.json --truth gt.json",
        "eval --truth gt.json --detections none.json --quiet",
        "eval --truth zero.json --detections dt.json",
        "eval --truth elsewhere.json --detections dt.json --json",
        "eval --truth twice.json --detections dt.json",
        "eval --truth gt.json --detections nan.json",
        "eval --truth gt.json --detections unknown.json --json",
        "eval --truth dt.json --detections dt.json",
        "eval --truth gt.json --detections broken.json",
        "eval --truth missing.json --detections dt.json",
        "eval --truth gt.json --detections missing.json",
        "eval --truth . --detections dt.json",
        "eval --truth=gt.json --detections=dt.json",
        "eval --truth gt.json --detections dt.json @arguments",
        "eval --truth gt.json",
        "eval --truth --json --detections dt.json",
        "eval --truth gt.json --detections dt.json --jsn",
      })
  void endsAsFoveaDoes(String line) throws IOException {
    List<String> arguments = List.of(line.split(" "));
    CompletableFuture<Ended> expected = ended(Fovea.class, arguments);
    Ended quick = ended(MetricMain.class, arguments).join();
    assertThat(quick).isEqualTo(expected.join());
    assertThat(quick.out + quick.error).isNotEmpty();
  }

  @Test
  void plainArgumentsAreKnown() {
    assertThat(MetricArguments.of("eval", "--truth", "a", "--json", "--detections", "b"))
        .contains(new MetricArguments(Path.of("a"), Path.of("b"), true, false));
    assertThat(MetricArguments.of("eval", "-q", "--truth", "a", "--detections", "b"))
        .contains(new MetricArguments(Path.of("a"), Path.of("b"), false, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eval",
        "eval --truth a",
        "eval --truth a --detections",
        "eval --truth a --detections -b",
        "eval --truth @a --detections b",
        "eval --truth a --detections b --truth a",
        "eval --truth a --detections b -q --quiet",
        "eval --truth a --detections b c",
        "train --truth a --detections b",
      })
  void othersAreLeftToFovea(String line) {
    assertThat(MetricArguments.of(line.split(" "))).isEmpty();
    assertThat(MetricArguments.of()).isEmpty();
  }

  private CompletableFuture<Ended> ended(Class<?> main, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xshare:auto");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Dstdout.encoding=UTF-8");
    command.add("-Dstderr.encoding=UTF-8");
    command.add("-Dfovea.terminal=false");
    command.addAll(List.of("-classpath", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).directory(folder.toFile()).start();
    CompletableFuture<String> error =
        CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
    return CompletableFuture.supplyAsync(() -> text(process.getInputStream()))
        .thenCombine(error, (out, told) -> new Ended(code(process), out, told));
  }

  private static int code(Process process) {
    return process.onExit().join().exitValue();
  }

  private static String text(InputStream stream) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (stream) {
      stream.transferTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}

package dev.fovea.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every wrong input that is found before any work, and some that are found at work. */
class WrongInputTest {
  private static final String[] SMALL = {
    "--set=model.width=32",
    "--set=model.headDepth=1",
    "--set=input.shortSide=64",
    "--set=input.longSide=96",
    "--set=train.batch=2",
    "--set=train.steps=4",
    "--set=train.warmup=1"
  };

  @TempDir private Path folder;
  private SmallVoc data;
  private String error = "";
  private String out = "";

  @BeforeEach
  void makeData() throws IOException {
    data = SmallVoc.in(folder.resolve("voc"));
  }

  /** Spoils the data set, or makes a file; gives the arguments that meet it. */
  interface Spoiling {
    List<String> spoil(SmallVoc data, Path folder) throws IOException;
  }

  private static Arguments wrong(String name, Spoiling spoiling, String... words) {
    return arguments(name, spoiling, List.of(words));
  }

  private static List<String> train(SmallVoc data, String... more) {
    List<String> arguments = new ArrayList<>(List.of("train", data.root().toString()));
    arguments.addAll(List.of(SMALL));
    arguments.addAll(List.of(more));
    return arguments;
  }

  static Stream<Arguments> data() {
    return Stream.of(
        wrong(
            "a missing folder",
            (data, folder) -> train(new SmallVoc(folder.resolve("nowhere"))),
            "nowhere",
            "does not exist"),
        wrong(
            "an empty folder",
            (data, folder) -> train(new SmallVoc(Files.createDirectory(folder.resolve("nothing")))),
            "VOC",
            "COCO"),
        wrong(
            "an empty split",
            (data, folder) -> {
              Files.writeString(data.list("train"), "\n");
              return train(data);
            },
            "train.txt is empty"),
        wrong(
            "numbers that are no numbers",
            (data, folder) -> train(data.with("<xmin>5", "<xmin>five")),
            "xmin of disc",
            "1.xml (line 4)",
            "'five'"),
        wrong(
            "x2 < x1",
            (data, folder) -> train(data.with("<xmax>44", "<xmax>2")),
            "1.xml (line 4)",
            "ends before it begins"),
        wrong(
            "a class that is not there",
            (data, folder) -> train(data, "--set=data.ignoreClasses=[dics]"),
            "no class dics",
            "Did you mean disc?"),
        wrong(
            "missing and empty pictures",
            (data, folder) -> {
              Files.delete(data.picture(1));
              Files.write(data.picture(2), new byte[0]);
              return train(data);
            },
            "2 of 4 pictures are missing or empty",
            "1.png",
            "data.unreadable=skip"));
  }

  static Stream<Arguments> settings() {
    return Stream.of(
        wrong(
            "an unknown key in a file",
            (data, folder) -> {
              Path file = folder.resolve("config.yaml");
              Files.writeString(file, "train:\n  bacth: 4\n");
              return train(data, "--config", file.toString());
            },
            "train.bacth",
            "config.yaml:2",
            "did you mean train.batch?"),
        wrong(
            "an unknown key",
            (data, folder) -> train(data, "--set=modle.width=8"),
            "did you mean model.width?"),
        wrong(
            "a value out of range",
            (data, folder) -> train(data, "--set=train.rate=-1"),
            "train.rate is -1",
            "above 0, at most 100"),
        wrong(
            "more memory than any machine has",
            (data, folder) ->
                train(
                    data,
                    "--set=train.batch=4096",
                    "--set=input.shortSide=8000",
                    "--set=input.longSide=8000"),
            "Not enough memory",
            "input.shortSide"),
        wrong(
            "a folder below a file",
            (data, folder) -> {
              Path file = Files.writeString(folder.resolve("file"), "x");
              return train(data, "--out", file.resolve("run").toString());
            },
            "cannot make the folder",
            "file is a file",
            "--out"),
        wrong(
            "weights that are missing",
            (data, folder) -> train(data, "--set=model.weights=nowhere.safetensors"),
            "nowhere.safetensors"),
        wrong(
            "weights of something else",
            (data, folder) -> train(data, "--set=model.weights=" + safetensors(folder)),
            "other.safetensors"));
  }

  static Stream<Arguments> models() {
    return Stream.of(
        wrong(
            "a missing model",
            (data, folder) -> detect(data, folder.resolve("nowhere")),
            "there is no",
            "nowhere"),
        wrong(
            "a folder without a model",
            (data, folder) -> detect(data, folder),
            "holds no best.safetensors"),
        wrong(
            "an empty model",
            (data, folder) -> detect(data, file(folder, "empty.safetensors", "")),
            "empty.safetensors",
            "0 bytes"),
        wrong(
            "a text",
            (data, folder) ->
                detect(data, file(folder, "text.safetensors", "loss 0.5\n".repeat(9))),
            "text.safetensors",
            "looks like text"),
        wrong(
            "a .pth",
            (data, folder) -> detect(data, file(folder, "w.pth", "PK\3\4" + "\0".repeat(99))),
            "w.pth",
            "PyTorch"),
        wrong(
            "a truncated model",
            (data, folder) -> {
              Path whole = safetensors(folder);
              byte[] bytes = Files.readAllBytes(whole);
              Path cut = folder.resolve("cut.safetensors");
              Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length - 3));
              return detect(data, cut);
            },
            "cut.safetensors",
            "8 bytes, but 5 follow"),
        wrong(
            "safetensors of something else",
            (data, folder) -> detect(data, safetensors(folder)),
            "is no Fovea model"));
  }

  private static List<String> detect(SmallVoc data, Path model) {
    return List.of("detect", model.toString(), data.picture(0).toString());
  }

  private static Path file(Path folder, String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  /** A well-formed file with one tensor of two numbers. */
  private static Path safetensors(Path folder) throws IOException {
    String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
    ByteBuffer bytes = ByteBuffer.allocate(8 + header.length() + 8).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(header.length()).put(header.getBytes(UTF_8));
    return Files.write(folder.resolve("other.safetensors"), bytes.array());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"data", "settings", "models"})
  void isFoundBeforeAnyWorkWithAFewLinesAndNothingWritten(
      String name, Spoiling spoiling, List<String> words) throws IOException {
    List<String> arguments = new ArrayList<>(spoiling.spoil(data, folder));
    if (!arguments.contains("--out")) {
      arguments.addAll(List.of("--out", folder.resolve("made").toString()));
    }
    List<Path> before = everything();
    assertThat(run(arguments)).as(error).isEqualTo(2);
    assertThat(out).isEmpty();
    assertThat(error).contains(words);
    assertThat(error.lines().toList()).hasSizeBetween(1, 3);
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void anUnreadablePictureAtWorkKeepsTheRunWhichGoesOnWhenItIsMended() throws IOException {
    byte[] whole = Files.readAllBytes(data.picture(2));
    Files.writeString(data.picture(2), "a text called .png");
    Path run = folder.resolve("run");
    assertThat(run(train(data, "--out", run.toString()))).as(error).isEqualTo(1);
    assertThat(error).contains("2.png cannot be decoded", "saved at step", "--resume");
    Files.write(data.picture(2), whole);
    List<String> resume =
        List.of("train", data.root().toString(), "--out", run.toString(), "--resume");
    assertThat(run(resume)).as(error).isZero();
    assertThat(run.resolve("best.safetensors")).isRegularFile();

    List<String> other = new ArrayList<>(resume);
    other.add("--set=loss.gamma=1");
    assertThat(run(other)).isEqualTo(2);
    assertThat(error).contains("goes on with its own settings", "loss.gamma (--set)");

    data.with("<xmin>5", "<xmin>7");
    assertThat(run(resume)).isEqualTo(1);
    assertThat(error).contains("1 image with other boxes, classes or size (1.png)");
  }

  @Test
  void unreadablePicturesAreSkippedAndCountedWhereThatIsAsked() throws IOException {
    Files.writeString(data.picture(2), "a text called .png");
    Path run = folder.resolve("run");
    String skip = "--set=data.unreadable=skip";
    assertThat(run(train(data, "--out", run.toString(), skip, "--quiet"))).as(error).isZero();
    assertThat(error).contains("1 picture could not be read and was skipped");
  }

  /** As the launcher does, with both streams kept. */
  private int run(List<String> arguments) {
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errorBytes = new ByteArrayOutputStream();
    PrintStream oldOut = System.out;
    PrintStream oldError = System.err;
    System.setOut(new PrintStream(outBytes, true, UTF_8));
    System.setErr(new PrintStream(errorBytes, true, UTF_8));
    try {
      return Fovea.run(arguments.toArray(String[]::new));
    } finally {
      System.setOut(oldOut);
      System.setErr(oldError);
      out = outBytes.toString(UTF_8);
      error = errorBytes.toString(UTF_8);
    }
  }

  private List<Path> everything() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.sorted().toList();
    }
  }
}

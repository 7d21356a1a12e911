package dev.fovea.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.fovea.core.FoveaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every malformed file is refused with a sentence, never with another exception. */
class HostileSafetensorsTest {
  private static final String GOOD =
      "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},"
          + "'b':{'dtype':'U8','shape':[],'data_offsets':[8,9]}}";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]                                                              | 0 | begin with {",
        "{                                                               | 0 | not JSON",
        "{} {}                                                           | 0 | not JSON",
        "{'a':1,'a':2}                                                   | 0 | not JSON",
        "{'a':7}                                                         | 0 | a is not an object",
        "{'__metadata__':7}                                              | 0 | not an object",
        "{'__metadata__':{'x':7}}                                        | 0 | x is not a text",
        "{'a':{}}                                                        | 0 | known are",
        "{'a':{'dtype':'F31','shape':[1],'data_offsets':[0,4]}}          | 4 | F31",
        "{'a':{'dtype':4,'shape':[1],'data_offsets':[0,4]}}              | 4 | known are",
        "{'a':{'dtype':'F32','shape':7,'data_offsets':[0,4]}}            | 4 | not a list",
        "{'a':{'dtype':'F32','shape':[-1],'data_offsets':[0,4]}}         | 4 | -1",
        "{'a':{'dtype':'F32','shape':[1.5],'data_offsets':[0,4]}}        | 4 | 1.5",
        "{'a':{'dtype':'F32','shape':['1'],'data_offsets':[0,4]}}        | 4 | not a natural",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0]}}            | 4 | begin and end",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,0]}}          | 4 | begin and end",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,5]}}          | 5 | not shape [1]",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}          | 8 | gap or an overlap",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}          | 3 | but 3 follow",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}          | 5 | but 5 follow",
        "{'a':{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,0]}} | 0 | larger",
        "{'a':{'dtype':'F64','shape':[2305843009213693952],'data_offsets':[0,0]}}   | 0 | larger",
        "{'a':{'dtype':'F32','shape':[99999999999999999999],'data_offsets':[0,4]}}  | 4 | natural",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[9223372036854775804,9223372036854775807]}}"
            + " | 4 | not shape",
      })
  void refusesTheHeader(String header, int bytes, String reason) throws IOException {
    Path path = file(header, bytes);
    assertThatThrownBy(() -> Safetensors.open(path))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("hostile.safetensors")
        .hasMessageContaining(reason)
        .extracting(failure -> ((FoveaException) failure).kind())
        .isEqualTo(FoveaException.Cause.DATA);
  }

  @Test
  void refusesOverlappingTensors() throws IOException {
    Path path = file(GOOD.replace("[8,9]", "[7,8]"), 9);
    assertThatThrownBy(() -> Safetensors.open(path)).hasMessageContaining("gap or an overlap");
  }

  @Test
  void refusesAHeaderLongerThanTheFile() throws IOException {
    assertThatThrownBy(() -> Safetensors.open(prefix(17))).hasMessageContaining("only 0 follow");
  }

  @Test
  void refusesAHeaderOfMoreThanAHundredMegabytes() throws IOException {
    assertThatThrownBy(() -> Safetensors.open(prefix(100_000_001)))
        .hasMessageContaining("at most 100000000");
    assertThatThrownBy(() -> Safetensors.open(prefix(-1)))
        .hasMessageContaining("18446744073709551615");
  }

  @Test
  void refusesDeeplyNestedJson() throws IOException {
    String nested = "{'a':" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertThatThrownBy(() -> Safetensors.open(file(nested, 0)))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("not JSON");
  }

  @Test
  void refusesAHeaderOfMillionsOfValues() throws IOException {
    String many = "{'a':[" + "[],".repeat(2_500_000) + "1]}";
    assertThatThrownBy(() -> Safetensors.open(file(many, 0)))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("Token count")
        .hasMessageContaining("4000000");
  }

  @Test
  void keepsAHostileNameOutOfTheTerminal() throws IOException {
    Path path = file("{'\\u001b[31m" + "x".repeat(500) + "':7}", 0);
    assertThatThrownBy(() -> Safetensors.open(path))
        .satisfies(failure -> assertThat(failure.getMessage().length()).isLessThan(400))
        .message()
        .doesNotContain("\u001b");
  }

  @Test
  void refusesEveryTruncationOfAGoodFile() throws IOException {
    byte[] good = Files.readAllBytes(file(GOOD, 9));
    Path path = folder.resolve("hostile.safetensors");
    for (int length = 0; length < good.length; length++) {
      Files.write(path, java.util.Arrays.copyOf(good, length));
      assertThat(catchThrowable(() -> Safetensors.open(path).close()))
          .as("the first %d bytes", length)
          .isInstanceOf(FoveaException.class);
    }
  }

  @Test
  void opensOrRefusesWithASentenceWhateverByteChanges() throws IOException {
    long seed = 20260101;
    Random random = new Random(seed);
    byte[] good = Files.readAllBytes(file(GOOD, 9));
    Path path = folder.resolve("hostile.safetensors");
    for (int round = 0; round < 2000; round++) {
      byte[] changed = good.clone();
      for (int change = random.nextInt(3); change >= 0; change--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      Files.write(path, changed);
      Throwable failure = catchThrowable(() -> Safetensors.open(path).close());
      assertThat(failure == null || failure instanceof FoveaException)
          .as("seed %d round %d: %s", seed, round, failure)
          .isTrue();
    }
  }

  private Path file(String header, int bytes) throws IOException {
    byte[] text = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    ByteBuffer content =
        ByteBuffer.allocate(8 + text.length + bytes).order(ByteOrder.LITTLE_ENDIAN);
    content.putLong(text.length).put(text);
    return Files.write(folder.resolve("hostile.safetensors"), content.array());
  }

  private Path prefix(long length) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
    return Files.write(folder.resolve("hostile.safetensors"), content.array());
  }
}

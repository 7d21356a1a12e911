package dev.fovea.model.pickle;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits whose files are too long to be committed; within the tests' heap of 2 GB. */
class PickleLimitsTest {
  /** One byte as a NumPy array, kept in the memo at 0. */
  private static final String ARRAY =
      "cnumpy.core.numeric\n_frombuffer\n(C\1acnumpy\ndtype\n(X\2\0\0\0u1tR(K\1tX\1\0\0\0CtRq\0";

  @ParameterizedTest
  @CsvSource({
    "N, 3_000_000, more than 1048576 values",
    "(, 3_000_000, more than 1048576 values",
    "N0, 5_000_000, more than 1048576 values",
    "], 3_000_000, more than 1048576 values",
    "(1, 5_000_000, more than 1048576 values",
  })
  void countsValues(String operations, String times, String reason) {
    refuse(repeated(operations, times), reason);
  }

  @Test
  void countsOperations() {
    // A frame is an operation that leaves nothing behind.
    String frame = "\u0095\0\0\0\0\0\0\0\0";
    refuse(repeated(frame, "9_000_000"), "more than 8388608 operations");
  }

  @Test
  void countsPlacesInTheMemo() {
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    pickle.write('N');
    for (int place = 0; place < 2_000_000; place++) {
      pickle.writeBytes(
          new byte[] {'r', (byte) place, (byte) (place >> 8), (byte) (place >> 16), 0});
    }
    refuse(pickle.toByteArray(), "more than 1048576 values");
  }

  @Test
  void countsTensors() {
    StringBuilder pickle = new StringBuilder("}(");
    for (int tensor = 0; tensor < 100_001; tensor++) {
      pickle.append("X\6\0\0\0%06d".formatted(tensor)).append(tensor == 0 ? ARRAY : "h\0");
    }
    refuse(pickle.append("u.").toString().getBytes(StandardCharsets.ISO_8859_1), "100000 tensors");
  }

  @Test
  void countsModels() {
    StringBuilder pickle = new StringBuilder("}(");
    for (int model = 0; model < 1_001; model++) {
      pickle.append("X\6\0\0\0%06d}X\1\0\0\0w".formatted(model));
      pickle.append(model == 0 ? ARRAY : "h\0").append("s");
    }
    refuse(pickle.append("u.").toString().getBytes(StandardCharsets.ISO_8859_1), "more than 1000");
  }

  @Test
  void looksUpAGlobalOnce() {
    assertTimeout(
        Duration.ofSeconds(20),
        () -> refuse(repeated("ctorch.nn\nModule\n0", "1_100_000"), "more than 1048576 values"));
  }

  private static byte[] repeated(String operations, String times) {
    return operations
        .repeat(Integer.parseInt(times.replace("_", "")))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void refuse(byte[] pickle, String reason) {
    MemorySegment file = MemorySegment.ofArray(pickle);
    assertThatThrownBy(() -> TorchFile.read(file, Optional.empty()))
        .isInstanceOf(MalformedPickleException.class)
        .hasMessageContaining(reason);
  }
}

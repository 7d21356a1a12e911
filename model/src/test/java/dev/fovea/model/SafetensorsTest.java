package dev.fovea.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.FoveaException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SafetensorsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void whatWasWrittenIsReadForEveryType(DType type) {
    byte[] bytes = new byte[6 * type.bytes()];
    new Random(7).nextBytes(bytes);
    TensorView tensor = new TensorView(type, List.of(2L, 3L), MemorySegment.ofArray(bytes));
    Path path = folder.resolve("one.safetensors");
    Safetensors.write(path, Map.of("name", "Grüße \"\n"), mapOf("a.weight", tensor));
    try (SafetensorsFile file = Safetensors.open(path)) {
      assertThat(file.metadata()).containsExactly(Map.entry("name", "Grüße \"\n"));
      TensorView read = file.tensors().get("a.weight");
      assertThat(read.type()).isEqualTo(type);
      assertThat(read.shape()).containsExactly(2L, 3L);
      assertThat(read.data().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(bytes);
    }
  }

  @Test
  void tensorsKeepTheirOrder() {
    SequencedMap<String, TensorView> tensors = new LinkedHashMap<>();
    for (String name : List.of("z", "empty", "b", "scalar", "a")) {
      List<Long> shape = name.equals("empty") ? List.of(0L, 4L) : List.of();
      byte[] bytes = new byte[name.equals("empty") ? 0 : 1];
      tensors.put(name, new TensorView(DType.U8, shape, MemorySegment.ofArray(bytes)));
    }
    Path path = folder.resolve("order.safetensors");
    Safetensors.write(path, Map.of(), tensors);
    try (SafetensorsFile file = Safetensors.open(path)) {
      assertThat(file.tensors().sequencedKeySet())
          .containsExactly("z", "empty", "b", "scalar", "a");
      assertThat(file.metadata()).isEmpty();
    }
  }

  @Test
  void aTensorLargerThanTheBufferIsWrittenWhole() {
    float[] values = new float[(3 << 18) + 5];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    Path path = folder.resolve("large.safetensors");
    try (Arena arena = Arena.ofConfined()) {
      TensorView tensor = TensorView.ofFloats(arena, values, values.length);
      Safetensors.write(path, Map.of(), mapOf("large", tensor));
    }
    try (SafetensorsFile file = Safetensors.open(path)) {
      assertThat(file.tensors().get("large").toFloats()).isEqualTo(values);
    }
  }

  @Test
  void aFloatHeapSegmentIsWritten() {
    MemorySegment heap = MemorySegment.ofArray(new float[] {1, 2});
    Path path = folder.resolve("heap.safetensors");
    Safetensors.write(path, Map.of(), mapOf("x", new TensorView(DType.F32, List.of(2L), heap)));
    try (SafetensorsFile file = Safetensors.open(path)) {
      assertThat(file.tensors().get("x").toFloats()).containsExactly(1, 2);
    }
  }

  @Test
  void tensorsBeginAtAMultipleOfEight() throws IOException {
    Path path = folder.resolve("padded.safetensors");
    for (String name : List.of("a", "ab", "abc", "abcd", "abcdefgh")) {
      MemorySegment heap = MemorySegment.ofArray(new byte[3]);
      Safetensors.write(path, Map.of(), mapOf(name, new TensorView(DType.I8, List.of(3L), heap)));
      ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
      assertThat(file.getLong(0) % 8).isZero();
      assertThat(file.capacity()).isEqualTo(8 + (int) file.getLong(0) + 3);
    }
  }

  @Test
  void bytesAreThoseOfTheFormatsDescription() throws IOException {
    String header = "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
    String padded = header + " ".repeat((8 - header.length() % 8) % 8);
    ByteBuffer expected =
        ByteBuffer.allocate(8 + padded.length() + 4).order(ByteOrder.LITTLE_ENDIAN);
    expected.putLong(padded.length()).put(padded.getBytes(StandardCharsets.UTF_8)).putFloat(1.5f);
    Path path = folder.resolve("bytes.safetensors");
    MemorySegment data = MemorySegment.ofArray(new float[] {1.5f});
    Safetensors.write(path, Map.of(), mapOf("x", new TensorView(DType.F32, List.of(1L), data)));
    assertThat(Files.readAllBytes(path)).isEqualTo(expected.array());
  }

  @Test
  void aClosedFilesTensorsAreOutOfReach() {
    Path path = folder.resolve("closed.safetensors");
    MemorySegment heap = MemorySegment.ofArray(new float[1]);
    Safetensors.write(path, Map.of(), mapOf("x", new TensorView(DType.F32, List.of(1L), heap)));
    SafetensorsFile file = Safetensors.open(path);
    TensorView tensor = file.tensors().get("x");
    file.close();
    assertThatThrownBy(tensor::toFloats).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aTensorsBytesMustFitItsShape() {
    assertThatThrownBy(
            () -> new TensorView(DType.F32, List.of(2L), MemorySegment.ofArray(new byte[9])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("shape [2] of F32 is 8 bytes, not 9");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> Safetensors.open(folder.resolve("none.safetensors")))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("none.safetensors")
        .hasMessageContaining("there is no file");
  }

  static SequencedMap<String, TensorView> mapOf(String name, TensorView tensor) {
    SequencedMap<String, TensorView> tensors = new LinkedHashMap<>();
    tensors.put(name, tensor);
    return tensors;
  }
}

package dev.fovea.model.pickle;

import static org.junit.jupiter.api.Named.named;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever bytes a file has, it is read or refused: the one declared exception is all that may be
 * thrown. Runs over its committed inputs as a test; with {@code JAZZER_FUZZ=1} it goes on from them
 * for a minute.
 */
class PickleFuzzTest {
  /** The committed files that are read, and those that are refused. */
  static Stream<Arguments> corpus() throws IOException, URISyntaxException {
    List<Arguments> inputs = new ArrayList<>();
    for (String folder : List.of("", "hostile")) {
      for (Path file : Corpus.files(folder)) {
        inputs.add(Arguments.of(named(file.getFileName().toString(), Files.readAllBytes(file))));
      }
    }
    return inputs.stream();
  }

  @MethodSource("corpus")
  @FuzzTest(maxDuration = "1m")
  void readsOrRefuses(byte[] bytes) {
    try (Arena arena = Arena.ofConfined()) {
      NamedTensors named = TorchFile.read(MemorySegment.ofArray(bytes), Optional.empty());
      named.tensors().values().forEach(tensor -> tensor.read(arena));
    } catch (MalformedPickleException refused) {
      // As it should be.
    }
  }
}

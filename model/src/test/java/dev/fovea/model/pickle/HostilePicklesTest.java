package dev.fovea.model.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fovea.core.FoveaException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every hostile file ({@code make_hostile_pickles.py}) is refused with its sentence, at once. */
class HostilePicklesTest {
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final long MOST_BYTES = 96L << 20;

  private static JsonNode reasons() throws IOException, URISyntaxException {
    return new ObjectMapper().readTree(Corpus.file("hostile/reasons.json").toFile());
  }

  static Stream<String> names() throws IOException, URISyntaxException {
    return reasons().propertyStream().map(Map.Entry::getKey);
  }

  @ParameterizedTest
  @MethodSource("names")
  void refuses(String name) throws IOException, URISyntaxException {
    Path file = Corpus.file("hostile/" + name);
    String reason = reasons().path(name).asText();
    TorchFileCost cost = TorchFileCost.of(THREADS, () -> TorchFile.open(file).close());
    assertThat(cost.failure())
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(reason)
        .hasMessageNotContainingAny("\u001b", "\n");
    assertThat(cost.failure().getMessage()).hasSizeLessThan(500);
    assertThat(((FoveaException) cost.failure()).kind()).isEqualTo(FoveaException.Cause.DATA);
    assertThat(cost.time()).isLessThan(LONGEST);
    assertThat(cost.bytes()).isLessThan(MOST_BYTES + 64 * Files.size(file));
  }

  @Test
  void everyFileHasAReason() throws IOException, URISyntaxException {
    assertThat(Corpus.files("hostile"))
        .extracting(file -> file.getFileName().toString())
        .containsExactlyInAnyOrderElementsOf(names().toList())
        .hasSizeGreaterThan(100);
  }

  private record TorchFileCost(Throwable failure, Duration time, long bytes) {
    static TorchFileCost of(com.sun.management.ThreadMXBean threads, Runnable opening) {
      long begin = System.nanoTime();
      long before = threads.getCurrentThreadAllocatedBytes();
      Throwable failure = catchThrowable(opening::run);
      long after = threads.getCurrentThreadAllocatedBytes();
      return new TorchFileCost(
          failure, Duration.ofNanos(System.nanoTime() - begin), after - before);
    }
  }
}

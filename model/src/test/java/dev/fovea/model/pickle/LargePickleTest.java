package dev.fovea.model.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of more than 4 GB are mapped ({@code record_large_pickles.py}); a hole is most of them. */
class LargePickleTest {
  private static final long ROOM = 5_000_000_000L;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"zip", "legacy"})
  void readsBeyondFourGigabytes(String format) throws IOException, URISyntaxException {
    assumeTrue(Files.getFileStore(folder).getUsableSpace() > ROOM, "no room, should holes take it");
    JsonNode recorded =
        new ObjectMapper().readTree(Corpus.file("large.json").toFile()).path(format);
    Path file = write(recorded.path("pieces"));
    assertThat(Files.size(file)).isEqualTo(recorded.path("length").asLong());
    try (StateDict state = TorchFile.open(file)) {
      float[] near = state.tensors().get("near").toFloats();
      assertThat(near)
          .containsExactly(new ObjectMapper().convertValue(recorded.path("near"), float[].class));
      assertThat(state.stored().get("near").storage().byteSize()).isEqualTo(near.length * 4L);
    }
  }

  private Path write(JsonNode pieces) throws IOException {
    Path file = folder.resolve("large.pth");
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.WRITE)) {
      for (JsonNode piece : pieces) {
        byte[] bytes = HexFormat.of().parseHex(piece.path("hex").asText());
        channel.write(ByteBuffer.wrap(bytes), piece.path("at").asLong());
      }
    }
    return file;
  }
}

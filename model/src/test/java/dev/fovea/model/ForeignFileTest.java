package dev.fovea.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.FoveaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForeignFileTest {
  @TempDir private Path folder;

  private Path file(byte... begin) throws IOException {
    byte[] bytes = java.util.Arrays.copyOf(begin, 200);
    return Files.write(folder.resolve("file"), bytes);
  }

  @Test
  void bothOfPyTorchsFormatsAreRecognised() throws IOException {
    assertThat(ForeignFile.advice(file((byte) 'P', (byte) 'K', (byte) 3, (byte) 4)))
        .contains("PyTorch", "fovea import");
    assertThat(ForeignFile.advice(file((byte) 0x80, (byte) 2, (byte) 0x8a))).contains("PyTorch");
  }

  @Test
  void textIsRecognised() throws IOException {
    Path text = Files.writeString(folder.resolve("notes"), "epoch 1: loss 0.5\nepoch 2");
    assertThatThrownBy(() -> Safetensors.open(text))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("looks like text");
  }

  @Test
  void whatIsCutShortIsToBeFetchedAgain() throws IOException {
    assertThat(ForeignFile.advice(file((byte) 60, (byte) 0))).contains("copy, download");
  }
}

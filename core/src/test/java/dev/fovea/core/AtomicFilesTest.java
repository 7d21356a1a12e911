package dev.fovea.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
  @TempDir Path folder;

  @Test
  void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
    Path path = folder.resolve("config.yaml");
    AtomicFiles.write(path, "old");
    AtomicFiles.Content failing =
        channel -> {
          AtomicFiles.writeFully(channel, ByteBuffer.wrap(new byte[] {1}));
          throw new IOException("disk full");
        };
    assertThatThrownBy(() -> AtomicFiles.write(path, failing))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("config.yaml")
        .hasMessageContaining("disk full");
    assertThat(path).hasContent("old");
    assertThat(folder).isDirectoryNotContaining("glob:**/.*");
  }

  @Test
  void theOldFileIsThereUntilTheNewOneIsWhole() {
    Path path = folder.resolve("a");
    AtomicFiles.write(path, "old");
    AtomicFiles.write(
        path,
        channel -> {
          AtomicFiles.writeFully(channel, ByteBuffer.wrap("new".getBytes(UTF_8)));
          assertThat(path).hasContent("old");
        });
    assertThat(path).hasContent("new");
  }

  @Test
  void missingFoldersAreMade() {
    Path path = folder.resolve("a/b/c.txt");
    AtomicFiles.write(path, "text");
    assertThat(path).hasContent("text");
  }

  @Test
  void leftoversOfKilledProcessesAreRemovedAndNothingElse() throws IOException {
    Path leftover = folder.resolve(".last.ckpt.0123456789abcdef.tmp");
    Path other = folder.resolve(".mine.tmp");
    Files.createFile(leftover);
    Files.createFile(other);
    AtomicFiles.removeLeftovers(folder);
    assertThat(leftover).doesNotExist();
    assertThat(other).exists();
  }

  @Test
  void aFolderInTheWayIsNamed() {
    assertThatThrownBy(() -> AtomicFiles.write(folder, "text"))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("it is a folder");
  }
}

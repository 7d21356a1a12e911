package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.FoveaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
  @TempDir private Path folder;

  @Test
  void anAbsentFolderIsMade() {
    Path out = folder.resolve("a/b");
    OutputFolder.prepare(out, List.of(folder.resolve("image.jpg")));
    assertThat(out).isDirectory();
  }

  @Test
  void theFolderOfAnImageIsRefusedByWhateverName() throws IOException {
    Path photos = Files.createDirectory(folder.resolve("photos"));
    List<Path> images = List.of(photos.resolve("1.jpg"));
    assertThatThrownBy(() -> OutputFolder.prepare(folder.resolve("photos/../photos"), images))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("1.jpg")
        .hasMessageContaining("another folder");
  }

  @Test
  void aFileIsRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> OutputFolder.prepare(file, List.of()))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("no folder");
  }
}

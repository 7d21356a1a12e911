package dev.fovea.nn;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files that lie beside the repository, or a skipped test. */
public final class SharedFile {
  private SharedFile() {}

  /** A file under {@code shared}, such as {@code weights/….pth}. */
  public static Path of(String name) {
    Path file = Path.of("..", "..", "shared").resolve(name);
    assumeTrue(Files.exists(file), () -> file + " is absent: nothing to test with");
    return file;
  }
}

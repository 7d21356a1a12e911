package dev.fovea.data;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The real data beside the repository, or a skipped test. */
public final class SharedData {
  private SharedData() {}

  /** A folder of the shared data, which lie beside the repository. */
  public static Path folder(String name) {
    Path folder = Path.of("..", "..", "shared", "data", name);
    assumeTrue(Files.isDirectory(folder), () -> folder + " is absent: nothing to test with");
    return folder;
  }
}

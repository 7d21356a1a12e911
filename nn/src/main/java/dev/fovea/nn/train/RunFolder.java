package dev.fovea.nn.train;

import dev.fovea.core.FoveaException;
import dev.fovea.model.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of one run: {@code config.yaml}, {@code metrics.jsonl}, {@code last.ckpt/}, {@code
 * best.safetensors}.
 *
 * @param path need not exist yet
 */
public record RunFolder(Path path) {
  /** Every setting, resolved. */
  public Path configuration() {
    return path.resolve("config.yaml");
  }

  /** A line for each logged step and each evaluation. */
  public Path metrics() {
    return path.resolve("metrics.jsonl");
  }

  /** The best model by validation AP; without validation, the last. */
  public Path best() {
    return path.resolve("best.safetensors");
  }

  /** Where the run can go on from. */
  public Checkpoint checkpoint() {
    return new Checkpoint(path.resolve("last.ckpt"));
  }

  /**
   * Makes the folder for a new run.
   *
   * @throws FoveaException if a run is there already, or the folder cannot be written
   */
  public void requireNew() {
    if (Files.exists(configuration())) {
      throw FoveaException.user(
          path + " already holds a run; go on with --resume, or give another --out");
    }
    try {
      Files.createDirectories(path);
    } catch (IOException failure) {
      throw FoveaException.user("cannot make the folder " + path + ": " + failure.getMessage());
    }
    if (!Files.isWritable(path)) {
      throw FoveaException.user("cannot write into " + path + "; give another --out");
    }
  }

  /**
   * Tidies what a killed process left, before the run goes on.
   *
   * @throws FoveaException if there is no checkpoint to go on from
   */
  public void requireResumable() {
    if (!Files.exists(configuration()) || !checkpoint().exists()) {
      throw FoveaException.user(
          path + " holds no checkpoint to go on from; start without --resume");
    }
    AtomicFiles.removeLeftovers(path);
    AtomicFiles.removeLeftovers(path.resolve("last.ckpt"));
  }
}

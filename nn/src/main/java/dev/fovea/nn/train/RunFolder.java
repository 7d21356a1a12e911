package dev.fovea.nn.train;

import dev.fovea.core.AtomicFiles;
import dev.fovea.core.FoveaException;
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

  /** Where the best model's validation loss goes; absent where {@code train.lens} is off. */
  public Path lens() {
    return path.resolve("lens.json");
  }

  /** Where the run can go on from. */
  public Checkpoint checkpoint() {
    return new Checkpoint(path.resolve("last.ckpt"));
  }

  /**
   * Requires that a new run can begin here; nothing is made.
   *
   * @throws FoveaException if a run is there already, or the folder cannot be made or written into
   */
  public void requireNew() {
    if (Files.exists(configuration())) {
      throw FoveaException.user(
          path + " already holds a run; go on with --resume, or give another --out");
    }
    Path existing = path.toAbsolutePath();
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing)) {
      throw FoveaException.user(
          "cannot make the folder %s: %s is a file; give another --out".formatted(path, existing));
    }
    requireWritable(existing);
  }

  /** By trying: for a superuser permissions say nothing. */
  private void requireWritable(Path existing) {
    try {
      Files.delete(Files.createTempFile(existing, ".fovea", ".probe"));
    } catch (IOException failure) {
      throw new FoveaException(
          FoveaException.Cause.USER,
          "cannot make the folder %s: %s cannot be written into; give another --out"
              .formatted(path, existing),
          failure);
    }
  }

  /**
   * Makes the folder for a new run.
   *
   * @throws FoveaException if it cannot be made
   */
  void make() {
    try {
      Files.createDirectories(path);
    } catch (IOException failure) {
      throw new FoveaException(
          FoveaException.Cause.USER,
          "cannot make the folder %s; give another --out".formatted(path),
          failure);
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

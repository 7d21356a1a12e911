package dev.fovea.data.synth;

import dev.fovea.core.FoveaException;
import dev.fovea.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * A data set of drawn scenes, in COCO's layout: {@code annotations/instances_train.json}, {@code
 * annotations/instances_val.json}, and the pictures in {@code train/} and {@code val/}.
 *
 * <p>The same seed gives the same pixels and the same annotations, on any machine; more images
 * leave the first ones as they are.
 *
 * @param scenes how they are made
 * @param training images in the split {@code train}, at least 1
 * @param validation images in the split {@code val}, at least 1, from another seed
 * @param seed at least 0; its complement seeds the validation split, so that no data set's
 *     validation split is another one's training split
 */
public record SyntheticDataset(SceneSettings scenes, int training, int validation, long seed) {
  private static final int MOST = 1_000_000;

  public SyntheticDataset {
    requireImages("training", training);
    requireImages("validation", validation);
    if (seed < 0) {
      throw FoveaException.user("the seed is " + seed + "; accepted: 0 or more");
    }
  }

  private static void requireImages(String split, int images) {
    if (images < 1 || images > MOST) {
      throw FoveaException.user(
          "the number of %s images is %d; accepted: 1 to %d".formatted(split, images, MOST));
    }
  }

  /** Images in both splits. */
  public int images() {
    return training + validation;
  }

  /**
   * Makes sure that something can be written into {@code folder}; writes nothing.
   *
   * @throws FoveaException if something lies there already, or nothing may be made there
   */
  public static void requireVacant(Path folder) {
    Path existing = folder.toAbsolutePath().normalize();
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      throw FoveaException.user(
          "cannot write into " + folder + ": " + existing + " is no folder that may be written to");
    }
    try (Stream<Path> entries = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
      if (entries.findAny().isPresent()) {
        throw FoveaException.user(folder + " is not empty; name a folder that is new or empty");
      }
    } catch (IOException failure) {
      throw FoveaException.user(folder + " cannot be listed: " + failure.getMessage());
    }
  }

  /**
   * Draws both splits and writes them.
   *
   * @param folder new or empty
   * @param written hears after each image how many are written; called from several threads
   * @return the splits {@code train} and {@code val}, as reading them would give
   * @throws FoveaException if the folder is not empty, or cannot be written
   */
  public List<Dataset> write(Path folder, IntConsumer written) {
    requireVacant(folder);
    AtomicInteger done = new AtomicInteger();
    Runnable count = () -> written.accept(done.incrementAndGet());
    return List.of(
        new SyntheticSplit("train", training, seed).write(scenes, folder, count),
        new SyntheticSplit("val", validation, ~seed).write(scenes, folder, count));
  }
}

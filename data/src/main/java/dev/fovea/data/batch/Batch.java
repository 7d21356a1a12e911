package dev.fovea.data.batch;

import dev.fovea.core.Size;
import dev.fovea.core.anchor.TruthBoxes;
import dev.fovea.data.LabelledImage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Some preprocessed images with what is to be found in them.
 *
 * <p>Owns the memory of {@link #pixels()} until it is closed.
 */
public final class Batch implements AutoCloseable {
  private final Arena arena;
  private final MemorySegment pixels;
  private final Size canvas;
  private final List<Sample> samples;

  /**
   * What a batch knows of one of its images.
   *
   * @param source the image in the data set
   * @param original the size before resizing (after transforms), to which boxes are scaled back
   * @param content the part of the canvas that the image fills, from the top left
   * @param truth in network-input pixels
   */
  record Sample(LabelledImage source, Size original, Size content, TruthBoxes truth) {}

  Batch(Arena arena, MemorySegment pixels, Size canvas, List<Sample> samples) {
    this.arena = arena;
    this.pixels = pixels;
    this.canvas = canvas;
    this.samples = List.copyOf(samples);
  }

  /** Float32 {@code [N, H, W, 3]}, normalised, zero where an image does not reach. */
  public MemorySegment pixels() {
    return pixels;
  }

  /** N. */
  public int images() {
    return samples.size();
  }

  /** H, the canvas's height in pixels. */
  public int height() {
    return canvas.height();
  }

  /** W, the canvas's width in pixels. */
  public int width() {
    return canvas.width();
  }

  /** The part of the canvas that each image fills, from the top left. */
  public List<Size> contentSizes() {
    return samples.stream().map(Sample::content).toList();
  }

  /** The size of each image before resizing (after transforms). */
  public List<Size> originalSizes() {
    return samples.stream().map(Sample::original).toList();
  }

  /** What is to be found in each image, in network-input pixels. */
  public List<TruthBoxes> truths() {
    return samples.stream().map(Sample::truth).toList();
  }

  /** The images in the data set that the batch was made of. */
  public List<LabelledImage> sources() {
    return samples.stream().map(Sample::source).toList();
  }

  /** The names of the images in the data set. */
  public List<String> names() {
    return samples.stream().map(sample -> sample.source().name()).toList();
  }

  /** Frees the pixels. Closing again does nothing. */
  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}

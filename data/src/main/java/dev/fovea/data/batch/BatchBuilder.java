package dev.fovea.data.batch;

import dev.fovea.core.FoveaException;
import dev.fovea.core.Preprocessing;
import dev.fovea.core.Resizer;
import dev.fovea.core.Size;
import dev.fovea.core.anchor.TruthBoxes;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.image.ImageReader;
import dev.fovea.data.transform.Example;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** The way from labelled images to a batch. */
final class BatchBuilder {
  /** Cache lines and the engine's widest vectors are this long. */
  private static final long ALIGNMENT = 64;

  private final Preprocessing preprocessing;
  private final Resizer resizer;

  /** An example with the image in the data set that it was made of. */
  record Prepared(LabelledImage source, Example example) {}

  BatchBuilder(Preprocessing preprocessing) {
    this.preprocessing = preprocessing;
    this.resizer = new Resizer(preprocessing);
  }

  /**
   * Decodes an image.
   *
   * @throws FoveaException naming the file, also when its size is not what the data set states
   */
  static Example decode(LabelledImage labelled) {
    return new Example(ImageReader.read(labelled), labelled.annotations(), 1);
  }

  /** The batch owns its memory, which the caller frees by closing it. */
  @SuppressWarnings("MustBeClosed")
  Batch build(List<Prepared> images) {
    List<Batch.Sample> samples = images.stream().map(this::sample).toList();
    Size canvas = canvas(samples);
    long bytes = 3L * Float.BYTES * canvas.width() * canvas.height();
    Arena arena = Arena.ofShared();
    try {
      MemorySegment pixels = arena.allocate(bytes * images.size(), ALIGNMENT);
      for (int i = 0; i < images.size(); i++) {
        resizer.write(
            images.get(i).example().image(),
            samples.get(i).content(),
            pixels.asSlice(i * bytes, bytes),
            canvas.width());
      }
      return new Batch(arena, pixels, canvas, samples);
    } catch (RuntimeException | Error failure) {
      arena.close();
      throw failure;
    }
  }

  private Batch.Sample sample(Prepared prepared) {
    Example example = prepared.example();
    Size original = new Size(example.image().width(), example.image().height());
    Size content = preprocessing.resized(original.width(), original.height(), example.scale());
    TruthBoxes truth = InputTruth.of(example.annotations(), original, content);
    return new Batch.Sample(prepared.source(), original, content, truth);
  }

  private Size canvas(List<Batch.Sample> samples) {
    int width = 1;
    int height = 1;
    for (Batch.Sample sample : samples) {
      Size padded = preprocessing.padded(sample.content());
      width = Math.max(width, padded.width());
      height = Math.max(height, padded.height());
    }
    return new Size(width, height);
  }
}

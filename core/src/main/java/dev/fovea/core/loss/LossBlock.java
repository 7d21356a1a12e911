package dev.fovea.core.loss;

import dev.fovea.core.head.HeadOutputs;
import dev.fovea.core.head.LevelOutputs;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A piece of one image's logits in one level: the unit that one thread works on.
 *
 * @param buffers the whole level's logits and gradients
 * @param image 0 … N − 1
 * @param firstAnchor index among all levels' anchors of the image
 * @param anchors how many follow
 * @param firstLogit index in {@code buffers} of the first anchor's first class
 */
record LossBlock(LogitBuffers buffers, int image, int firstAnchor, int anchors, long firstLogit) {
  /** Small enough for the second cache, large enough that sharing out costs nothing. */
  private static final int LOGITS = 16 * 1024;

  /** One of its anchors. */
  LossBlock only(int anchor, int classes) {
    return new LossBlock(
        buffers, image, anchor, 1, firstLogit + (long) (anchor - firstAnchor) * classes);
  }

  /** Cuts the outputs in an order, and at places, that depend on their shape alone. */
  static List<LossBlock> of(HeadOutputs outputs, Optional<HeadOutputs> gradients) {
    List<LossBlock> blocks = new ArrayList<>();
    int firstOfLevel = 0;
    for (int l = 0; l < outputs.levels().size(); l++) {
      LevelOutputs level = outputs.levels().get(l);
      int index = l;
      MemorySegment target =
          gradients.map(all -> all.levels().get(index).logits()).orElse(MemorySegment.NULL);
      LogitBuffers buffers = new LogitBuffers(level.logits(), target, level.type());
      int anchors = level.height() * level.width() * outputs.anchorsPerCell();
      cut(blocks, new LossBlock(buffers, 0, firstOfLevel, anchors, 0), outputs);
      firstOfLevel += anchors;
    }
    return blocks;
  }

  /** Adds the blocks of {@code level}, which stands for its first image. */
  private static void cut(List<LossBlock> blocks, LossBlock level, HeadOutputs outputs) {
    int classes = outputs.classes();
    int step = Math.max(1, LOGITS / classes);
    for (int image = 0; image < outputs.images(); image++) {
      for (int first = 0; first < level.anchors; first += step) {
        blocks.add(
            new LossBlock(
                level.buffers,
                image,
                level.firstAnchor + first,
                Math.min(step, level.anchors - first),
                ((long) image * level.anchors + first) * classes));
      }
    }
  }
}

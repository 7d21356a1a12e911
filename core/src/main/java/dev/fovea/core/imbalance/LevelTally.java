package dev.fovea.core.imbalance;

import dev.fovea.core.Parallel;
import dev.fovea.core.anchor.Matches;
import dev.fovea.core.head.ElementType;
import dev.fovea.core.head.LevelOutputs;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The background anchors of one image's level, counted for each class by several threads.
 *
 * <p>Each thread's share has tallies of its own (32 KB for a class), which are used again for every
 * level and image.
 */
final class LevelTally {
  /** A share with fewer logits than this is not worth a thread. */
  private static final long LEAST_SHARE = 64 * 1024;

  /** Logits that are copied out of the engine's memory at a time. */
  private static final int CHUNK = 4096;

  private final int classes;
  private final Parallel parallel;
  private final List<LogitTally[]> shares = new ArrayList<>();

  LevelTally(int classes, Parallel parallel) {
    this.classes = classes;
    this.parallel = parallel;
  }

  /** Adds all logits of anchors that are neither positive nor ignored. */
  void addBackground(LevelOutputs values, AnchorRange level, Matches matches) {
    long useful = Math.max(1, (long) level.count() * classes / LEAST_SHARE);
    int parts = (int) Math.min(parallel.threads(), useful);
    while (shares.size() < parts) {
      LogitTally[] tallies = new LogitTally[classes];
      for (int c = 0; c < classes; c++) {
        tallies[c] = new LogitTally(c);
      }
      shares.add(tallies);
    }
    parallel.forEach(
        parts,
        part -> addPart(values, level.part(part, parts, classes), matches, shares.get(part)));
  }

  private void addPart(
      LevelOutputs values, AnchorRange range, Matches matches, LogitTally[] tallies) {
    int[] positives = matches.anchors();
    int[] ignored = matches.ignored();
    int positive = AnchorRange.firstFrom(positives, range.first());
    int ignoring = AnchorRange.firstFrom(ignored, range.first());
    int end = range.first() + range.count();
    Reader reader = new Reader(values, tallies);
    int done = range.first();
    while (done < end) {
      int nextPositive = positive < positives.length ? positives[positive] : end;
      int nextIgnored = ignoring < ignored.length ? ignored[ignoring] : end;
      int next = Math.min(end, Math.min(nextPositive, nextIgnored));
      reader.add(range.firstLogit() + (long) (done - range.first()) * classes, next - done);
      done = next + 1;
      if (next == nextPositive) {
        positive++;
      }
      if (next == nextIgnored) {
        ignoring++;
      }
    }
  }

  /** Moves what all shares hold to the histogram of each class. */
  void moveTo(IntFunction<LogitHistogram> histograms, double weight) {
    for (int c = 0; c < classes; c++) {
      LogitTally all = shares.getFirst()[c];
      for (LogitTally[] share : shares.subList(1, shares.size())) {
        all.add(share[c]);
        share[c].clear();
      }
      all.moveTo(histograms.apply(c), weight);
    }
  }

  /** Forgets an image that could not be added whole. */
  void clear() {
    shares.forEach(share -> Arrays.stream(share).forEach(LogitTally::clear));
  }

  /** Reads runs of anchors out of the engine's memory. */
  private static final class Reader {
    private final LevelOutputs values;
    private final LogitTally[] tallies;
    private final int chunk;
    private final float[] logits;
    private final short[] halves;

    Reader(LevelOutputs values, LogitTally[] tallies) {
      this.values = values;
      this.tallies = tallies;
      chunk = Math.max(1, CHUNK / tallies.length);
      logits = new float[chunk * tallies.length];
      halves = new short[values.type() == ElementType.BFLOAT16 ? logits.length : 0];
    }

    /** Adds the logits of {@code anchors} anchors from index {@code at} on. */
    void add(long at, int anchors) {
      int classes = tallies.length;
      for (int done = 0; done < anchors; done += chunk) {
        int count = Math.min(chunk, anchors - done) * classes;
        read(at + (long) done * classes, count);
        for (int i = 0; i < count; i += classes) {
          for (int c = 0; c < classes; c++) {
            tallies[c].add(logits[i + c]);
          }
        }
      }
    }

    private void read(long at, int count) {
      MemorySegment memory = values.logits();
      if (values.type() == ElementType.FLOAT32) {
        MemorySegment.copy(
            memory, ValueLayout.JAVA_FLOAT_UNALIGNED, at * Float.BYTES, logits, 0, count);
      } else {
        MemorySegment.copy(
            memory, ValueLayout.JAVA_SHORT_UNALIGNED, at * Short.BYTES, halves, 0, count);
        for (int i = 0; i < count; i++) {
          logits[i] = ElementType.fromBfloat16(halves[i]);
        }
      }
    }
  }
}

package dev.fovea.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void everyBlockRunsOnce(int threads) {
    try (Parallel parallel = new Parallel(threads)) {
      for (int blocks : new int[] {0, 1, 2, 7, 1000}) {
        AtomicIntegerArray runs = new AtomicIntegerArray(blocks);
        parallel.forEach(blocks, runs::incrementAndGet);
        for (int block = 0; block < blocks; block++) {
          assertThat(runs.get(block)).as("block %s of %s", block, blocks).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void oneThreadIsTheCaller() {
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    try (Parallel parallel = new Parallel(1)) {
      parallel.forEach(50, block -> seen.add(Thread.currentThread()));
    }
    assertThat(seen).containsExactly(Thread.currentThread());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aFailedBlockIsThrownAfterTheOthersHaveEnded(int threads) {
    AtomicInteger running = new AtomicInteger();
    try (Parallel parallel = new Parallel(threads)) {
      assertThatThrownBy(
              () ->
                  parallel.forEach(
                      100,
                      block -> {
                        running.incrementAndGet();
                        try {
                          if (block == 40) {
                            throw new IllegalStateException("block 40");
                          }
                        } finally {
                          running.decrementAndGet();
                        }
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("block 40");
      assertThat(running).hasValue(0);
      AtomicInteger after = new AtomicInteger();
      parallel.forEach(10, block -> after.incrementAndGet());
      assertThat(after).hasValue(10);
    }
  }

  @Test
  void blocksMayShareOutBlocksThemselves() {
    AtomicInteger runs = new AtomicInteger();
    try (Parallel parallel = new Parallel(3)) {
      parallel.forEach(8, outer -> parallel.forEach(8, inner -> runs.incrementAndGet()));
    }
    assertThat(runs).hasValue(64);
  }

  @Test
  void anInterruptedCallerKeepsItsMark() {
    AtomicInteger runs = new AtomicInteger();
    try (Parallel parallel = new Parallel(2)) {
      Thread.currentThread().interrupt();
      parallel.forEach(20, block -> runs.incrementAndGet());
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(runs).hasValue(20);
  }

  @Test
  void noThreadsAtAllAreRefused() {
    assertThatThrownBy(() -> new Parallel(0))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("0")
        .hasMessageContaining("at least 1");
  }
}

package dev.fovea.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class PrefetchTest {
  private final List<Long> discarded = new CopyOnWriteArrayList<>();

  private Prefetch<Long> prefetch(LongFunction<Long> make, long end, int ahead) {
    return new Prefetch<>(make, end, ahead, Executors.newFixedThreadPool(2), discarded::add);
  }

  @Test
  void handsOutInOrderThoughALaterOneIsReadyFirst() {
    CountDownLatch later = new CountDownLatch(1);
    LongFunction<Long> make =
        number -> {
          if (number == 0) {
            await(later);
          } else if (number == 1) {
            later.countDown();
          }
          return number;
        };
    List<Long> taken = new ArrayList<>();
    try (Prefetch<Long> prefetch = prefetch(make, 20, 3)) {
      while (prefetch.hasNext()) {
        taken.add(prefetch.next());
      }
    }
    assertThat(taken).hasSize(20).isSorted();
    assertThat(discarded).isEmpty();
  }

  @Test
  void makesNoMoreThanAheadOfWhatWasTaken() {
    List<Long> made = new CopyOnWriteArrayList<>();
    Prefetch<Long> prefetch =
        prefetch(
            number -> {
              made.add(number);
              return number;
            },
            Long.MAX_VALUE,
            3);
    assertThat(prefetch.next()).isZero();
    prefetch.close();
    assertThat(made).contains(0L).isSubsetOf(0L, 1L, 2L, 3L);
    assertThat(discarded).isSubsetOf(1L, 2L, 3L);
    assertThat(discarded.size()).isEqualTo(made.size() - 1);
  }

  @Test
  void discardsWhatIsStillBeingMadeWhenItIsClosed() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Prefetch<Long> prefetch =
        prefetch(
            number -> {
              begun.countDown();
              await(release);
              return number;
            },
            1,
            1);
    await(begun);
    Thread closer = new Thread(prefetch::close);
    closer.start();
    while (closer.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    release.countDown();
    closer.join();
    assertThat(discarded).containsExactly(0L);
  }

  @Test
  void throwsTheWorkersOwnException() {
    FoveaException broken = FoveaException.data("picture.jpg is no picture");
    try (Prefetch<Long> prefetch =
        prefetch(
            number -> {
              throw broken;
            },
            5,
            2)) {
      assertThatThrownBy(prefetch::next).isSameAs(broken);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interruption) {
      throw new IllegalStateException(interruption);
    }
  }
}

package dev.fovea.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Detection;
import dev.fovea.core.FoveaException;
import dev.fovea.core.Image;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link dev.fovea.core.Detector} promises, of the one that runs on libtorch. */
class TorchDetectorTest {
  private static final int THREADS = 8;
  private static final String CLOSED = "This detector is closed; load the model again.";
  private static final List<Image> IMAGES =
      List.of(
          CounterImage.of("wide", 160, 64),
          CounterImage.of("high", 50, 120),
          CounterImage.of("square", 96, 96),
          CounterImage.of("large", 300, 200),
          CounterImage.of("small", 20, 30));

  @TempDir private Path folder;
  private Path model;

  @BeforeEach
  void writeModel() {
    model = TinyModel.write(folder.resolve("model.safetensors"));
  }

  static Stream<ExecutorService> executors() {
    return Stream.of(
        Executors.newFixedThreadPool(THREADS), Executors.newVirtualThreadPerTaskExecutor());
  }

  @ParameterizedTest
  @MethodSource("executors")
  void eightThreadsFindWhatOneFinds(ExecutorService threads) throws Exception {
    try (threads;
        TorchDetector detector = TorchDetector.load(model)) {
      List<List<Detection>> alone = IMAGES.stream().map(detector::detect).toList();
      assertThat(alone).noneMatch(List::isEmpty);
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int first = thread;
        running.add(
            threads.submit(
                () -> {
                  for (int i = first; i < first + 2 * IMAGES.size(); i++) {
                    int image = i % IMAGES.size();
                    assertThat(detector.detect(IMAGES.get(image))).isEqualTo(alone.get(image));
                  }
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
  }

  @Test
  void aListGivesWhatItsImagesGiveOneByOne() {
    try (TorchDetector detector = TorchDetector.load(model)) {
      List<List<Detection>> found = detector.detect(IMAGES);
      assertThat(found).isEqualTo(IMAGES.stream().map(detector::detect).toList());
      assertThat(detector.detect(List.of())).isEmpty();
    }
  }

  @Test
  void noNativeObjectOutlivesItsDetection() {
    try (TorchDetector detector = TorchDetector.load(model)) {
      detector.detect(IMAGES);
      long before = Pointer.totalCount();
      for (int round = 0; round < 10; round++) {
        detector.detect(IMAGES);
      }
      assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
    }
  }

  @Test
  void aClosedDetectorSaysSo() {
    TorchDetector detector = TorchDetector.load(model);
    detector.close();
    detector.close();
    assertThatThrownBy(() -> detector.detect(IMAGES.getFirst()))
        .isInstanceOf(FoveaException.class)
        .hasMessage(CLOSED);
    assertThatThrownBy(() -> detector.detect(IMAGES))
        .isInstanceOf(FoveaException.class)
        .hasMessage(CLOSED);
  }

  @Test
  void closingWaitsForThoseWhoDetect() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (int round = 0; round < 3; round++) {
        TorchDetector detector = TorchDetector.load(model);
        List<Detection> alone = detector.detect(IMAGES.getFirst());
        CountDownLatch busy = new CountDownLatch(THREADS);
        List<Future<String>> endings =
            IntStream.range(0, THREADS)
                .mapToObj(i -> threads.submit(() -> detectUntilClosed(detector, alone, busy)))
                .toList();
        busy.await();
        detector.close();
        assertThat(endings).extracting(TorchDetectorTest::result).containsOnly(CLOSED);
      }
    }
  }

  private static String detectUntilClosed(
      TorchDetector detector, List<Detection> expected, CountDownLatch busy) {
    while (true) {
      try {
        assertThat(detector.detect(IMAGES.getFirst())).isEqualTo(expected);
        busy.countDown();
      } catch (FoveaException closed) {
        return closed.getMessage();
      }
    }
  }

  private static String result(Future<String> ending) {
    try {
      return ending.get();
    } catch (InterruptedException | ExecutionException failure) {
      return failure.toString();
    }
  }
}

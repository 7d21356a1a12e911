package dev.fovea.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.nn.torch.Engine;
import dev.fovea.nn.torch.Precision;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WinogradInferenceTest {
  private static final Precision PRECISION = Precision.FLOAT32;

  @BeforeAll
  static void start() {
    Engine.start();
  }

  /** Sizes that tiles of four do not divide; 819 and 36 are no multiples of 16. */
  @ParameterizedTest
  @CsvSource({"64, 64", "256, 36", "64, 819"})
  void isTheDirectConvolutionOnAllLevels(int in, int out) {
    torch.manual_seed(5);
    try (PointerScope scope = new PointerScope();
        NoGradGuard constant = new NoGradGuard();
        TileWorkers workers = new TileWorkers(PRECISION, 2)) {
      Convolution convolution = random(in, out);
      List<Tensor> levels = levels(in);
      assertThat(WinogradInference.suits(convolution, levels)).isTrue();
      try (FoldedConvolution winograd =
          new WinogradInference(workers, convolution, Activation.RELU)) {
        List<Tensor> found = winograd.forward(levels);
        assertEqual(winograd.forward(levels.stream().map(Tensor::contiguous).toList()), found);
        for (int i = 0; i < levels.size(); i++) {
          Tensor expected = direct(convolution, levels.get(i));
          double largest = expected.abs().max().item_double();
          assertThat(found.get(i).sub(expected).abs().max().item_double())
              .isLessThan(1e-5 * largest);
        }
      }
    }
  }

  @Test
  void isTheSameForAnyNumberOfThreadsAndInManyCallers() throws Exception {
    try (PointerScope scope = new PointerScope();
        NoGradGuard constant = new NoGradGuard()) {
      Convolution convolution = random(64, 48);
      List<Tensor> levels = levels(64);
      List<Tensor> one = forward(convolution, levels, 1);
      for (int threads = 2; threads <= 3; threads++) {
        assertEqual(forward(convolution, levels, threads), one);
      }
      callersFindTheSame(convolution, levels, one);
    }
  }

  private static void callersFindTheSame(
      Convolution convolution, List<Tensor> levels, List<Tensor> expected)
      throws InterruptedException, ExecutionException {
    try (TileWorkers workers = new TileWorkers(PRECISION, 2);
        FoldedConvolution shared = new WinogradInference(workers, convolution, Activation.NONE);
        ExecutorService callers = Executors.newFixedThreadPool(4)) {
      var calls =
          IntStream.range(0, 20)
              .mapToObj(
                  call ->
                      callers.submit(
                          () -> {
                            try (PointerScope scope = new PointerScope()) {
                              assertEqual(shared.forward(levels), expected);
                            }
                          }))
              .toList();
      for (var call : calls) {
        call.get();
      }
    }
  }

  /** Many tiles of few pixels are no fewer; a strided, a grouped and a wider one are others. */
  @Test
  void othersAreLeftToOneDnn() {
    try (PointerScope scope = new PointerScope()) {
      List<Tensor> small = List.of(maps(64, 8, 8));
      List<Tensor> large = List.of(maps(64, 40, 56));
      assertThat(WinogradInference.suits(random(64, 64), large)).isTrue();
      assertThat(WinogradInference.suits(random(64, 64), small)).isFalse();
      Tensor grouped = torch.randn(64, 32, 3, 3);
      Tensor wide = torch.randn(64, 64, 5, 5);
      Tensor square = torch.randn(64, 64, 3, 3);
      for (Convolution other :
          List.of(
              new Convolution(grouped, Optional.empty(), 1),
              new Convolution(wide, Optional.empty(), 1),
              new Convolution(square, Optional.empty(), 2))) {
        assertThat(WinogradInference.suits(other, large)).isFalse();
      }
    }
  }

  /** Threads that begin after the workers would otherwise compute as these do, alone. */
  @Test
  void workersLeaveTheThreadsOfOthersAsTheyWere() throws Exception {
    int before = Engine.threads();
    Engine.start(2);
    try (TileWorkers workers = new TileWorkers(PRECISION, 2);
        ExecutorService later = Executors.newSingleThreadExecutor()) {
      int[] within = new int[1];
      workers.forEach(1, (part, buffers) -> within[0] = Engine.threads());
      assertThat(within[0]).isEqualTo(1);
      assertThat(later.submit(Engine::threads).get()).isEqualTo(2);
    } finally {
      Engine.start(before);
    }
  }

  private static List<Tensor> forward(Convolution convolution, List<Tensor> levels, int threads) {
    try (TileWorkers workers = new TileWorkers(PRECISION, threads);
        FoldedConvolution winograd = new WinogradInference(workers, convolution, Activation.NONE)) {
      return winograd.forward(levels);
    }
  }

  private static void assertEqual(List<Tensor> found, List<Tensor> expected) {
    for (int i = 0; i < expected.size(); i++) {
      assertThat(found.get(i).equal(expected.get(i))).as("%d", i).isTrue();
    }
  }

  private static Tensor direct(Convolution convolution, Tensor input) {
    try (Pass plain = Pass.plain(PRECISION)) {
      return Activation.RELU.apply(convolution.forward(input, plain));
    }
  }

  private static Convolution random(int in, int out) {
    return new Convolution(torch.randn(out, in, 3, 3), Optional.of(torch.randn(out)), 1);
  }

  private static List<Tensor> levels(int channels) {
    return Stream.of(41, 20, 10, 5, 1).map(side -> maps(channels, side, side + 2)).toList();
  }

  private static Tensor maps(int channels, int height, int width) {
    return torch.randn(2, channels, height, width).contiguous(MemoryFormat.ChannelsLast);
  }
}

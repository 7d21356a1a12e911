package dev.fovea.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.ClassNames;
import dev.fovea.core.FoveaException;
import dev.fovea.core.Image;
import dev.fovea.core.Preprocessing;
import dev.fovea.core.Resizer;
import dev.fovea.core.Size;
import dev.fovea.core.anchor.TruthBoxes;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.image.ImageReader;
import dev.fovea.data.image.ImageWriter;
import dev.fovea.data.transform.Augmentation;
import dev.fovea.data.transform.Transform;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BatchLoaderTest {
  private static final Preprocessing SMALL = Preprocessing.imagenet(48, 80);
  private static final List<Transform> PRACTICAL = Augmentation.PRACTICAL.transforms(true);

  @TempDir private Path folder;
  private Dataset dataset;

  @BeforeEach
  void sevenPictures() {
    List<LabelledImage> images = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 7; i++) {
      int width = 40 + 6 * i;
      int height = 50 - 3 * i;
      byte[] rgb = new byte[width * height * 3];
      random.nextBytes(rgb);
      Path file = folder.resolve(i + ".png");
      ImageWriter.write(new Image(width, height, rgb), file);
      List<Annotation> annotations =
          List.of(
              new Annotation(new Box(4, 6, 20, 26), i % 2, false),
              new Annotation(new Box(8, 8, 12, 18), 0, true));
      images.add(
          new LabelledImage(i, file, i + ".png", width, height, i == 3 ? List.of() : annotations));
    }
    dataset =
        new Dataset("seven", new ClassNames(List.of("a", "b"), List.of(1L, 2L)), images, List.of());
  }

  /** All that a batch says, to be compared bit for bit. */
  private record Contents(List<String> names, List<Size> sizes, String truths, float[] pixels) {
    static Contents of(Batch batch) {
      StringBuilder truths = new StringBuilder();
      for (TruthBoxes truth : batch.truths()) {
        truths.append(Arrays.toString(truth.boxes())).append(Arrays.toString(truth.classes()));
        truths.append(Arrays.toString(truth.ignored()));
      }
      float[] pixels = batch.pixels().toArray(ValueLayout.JAVA_FLOAT);
      return new Contents(batch.names(), batch.contentSizes(), truths.toString(), pixels);
    }
  }

  private List<Contents> take(LoaderOptions options, int batches) {
    List<Contents> taken = new ArrayList<>();
    try (BatchLoader loader = new BatchLoader(dataset, SMALL, options)) {
      for (int i = 0; i < batches; i++) {
        try (Batch batch = loader.next()) {
          taken.add(Contents.of(batch));
        }
      }
    }
    return taken;
  }

  private static void assertSame(List<Contents> one, List<Contents> other) {
    assertThat(one).usingRecursiveComparison().isEqualTo(other);
  }

  @Test
  void anEpochIsAPermutationOfItsOwn() {
    for (int size : new int[] {1, 2, 7, 1000}) {
      int[] order = BatchLoader.order(size, 5, 3);
      assertThat(Arrays.stream(order).sorted())
          .containsExactlyElementsOf(IntStream.range(0, size).boxed().toList());
    }
    assertThat(BatchLoader.order(1000, 5, 3)).isNotEqualTo(BatchLoader.order(1000, 5, 4));
    assertThat(BatchLoader.order(1000, 5, 3)).isNotEqualTo(BatchLoader.order(1000, 6, 3));
    assertThat(BatchLoader.order(1000, 5, 3)).isEqualTo(BatchLoader.order(1000, 5, 3));
  }

  @Test
  void everyPlaceOfAnOrderIsAsLikely() {
    int[] first = new int[5];
    for (long seed = 0; seed < 5000; seed++) {
      first[BatchLoader.order(5, seed, 0)[0]]++;
    }
    for (int count : first) {
      assertThat(count).isCloseTo(1000, within(130));
    }
  }

  @Test
  void batchesRunAcrossEpochsInTheirOrder() {
    List<String> names = new ArrayList<>();
    take(LoaderOptions.of(List.of(), 3, 9), 7).forEach(contents -> names.addAll(contents.names()));
    List<String> expected = new ArrayList<>();
    for (long epoch = 0; epoch < 3; epoch++) {
      for (int image : BatchLoader.order(7, 9, epoch)) {
        expected.add(image + ".png");
      }
    }
    assertThat(names).isEqualTo(expected);
  }

  @Test
  void theSameSeedGivesTheSameBytes() {
    LoaderOptions options = LoaderOptions.of(PRACTICAL, 3, 9);
    List<Contents> batches = take(options, 6);
    assertSame(take(options, 6), batches);
    LoaderOptions hurried = new LoaderOptions(PRACTICAL, 3, 9, 0, Unreadable.REFUSE, 5);
    assertSame(take(hurried, 6), batches);
    assertThat(take(LoaderOptions.of(PRACTICAL, 3, 10), 1).getFirst().truths())
        .isNotEqualTo(batches.getFirst().truths());
  }

  @Test
  void aResumedLoaderContinues() {
    LoaderOptions options = LoaderOptions.of(PRACTICAL, 2, 4);
    List<Contents> whole = take(options, 10);
    for (int done : new int[] {1, 3, 4, 9}) {
      assertSame(take(options.startingAt(2L * done), 10 - done), whole.subList(done, 10));
    }
  }

  @Test
  void boxesArePutIntoTheNetworksPixels() {
    try (EvaluationLoader loader = new EvaluationLoader(dataset, SMALL, 7);
        Batch batch = loader.next()) {
      for (int i = 0; i < 7; i++) {
        LabelledImage source = dataset.images().get(i);
        assertThat(batch.originalSizes().get(i))
            .isEqualTo(new Size(source.width(), source.height()));
        Size content = batch.contentSizes().get(i);
        assertThat(content).isEqualTo(SMALL.resized(source.width(), source.height()));
        TruthBoxes truth = batch.truths().get(i);
        if (i == 3) {
          assertThat(truth.count()).isZero();
        } else {
          float across = content.width() / (float) source.width();
          float down = content.height() / (float) source.height();
          assertThat(truth.classes()).containsExactly(i % 2);
          assertThat(truth.boxes())
              .containsExactly(
                  new float[] {4 * across, 6 * down, 20 * across, 26 * down}, within(1e-4f));
          assertThat(truth.ignored()).hasSize(4);
        }
      }
    }
  }

  @Test
  void eachImageStandsTopLeftOnACanvasOfZeros() {
    try (EvaluationLoader loader = new EvaluationLoader(dataset, SMALL, 7);
        Batch batch = loader.next()) {
      assertThat(batch.height() % 32 + batch.width() % 32).isZero();
      assertThat(batch.pixels().byteSize())
          .isEqualTo(7L * batch.height() * batch.width() * 3 * Float.BYTES);
      Resizer resizer = new Resizer(SMALL);
      float[] pixels = batch.pixels().toArray(ValueLayout.JAVA_FLOAT);
      for (int i = 0; i < 7; i++) {
        Size content = batch.contentSizes().get(i);
        Image image = ImageReader.read(dataset.images().get(i).file());
        float[] alone = resizer.resize(image, content);
        int wrong = 0;
        for (int y = 0; y < batch.height(); y++) {
          for (int x = 0; x < batch.width(); x++) {
            boolean inside = x < content.width() && y < content.height();
            float expected = inside ? alone[(y * content.width() + x) * 3 + 1] : 0;
            int at = ((i * batch.height() + y) * batch.width() + x) * 3 + 1;
            wrong += pixels[at] == expected ? 0 : 1;
          }
        }
        assertThat(wrong).as("image %d", i).isZero();
      }
    }
  }

  @Test
  void evaluationGoesOnceThroughInOrder() {
    List<String> names = new ArrayList<>();
    try (EvaluationLoader loader = new EvaluationLoader(dataset, SMALL, 3)) {
      while (loader.hasNext()) {
        try (Batch batch = loader.next()) {
          names.addAll(batch.names());
        }
      }
    }
    assertThat(names).isEqualTo(dataset.images().stream().map(LabelledImage::name).toList());
  }

  @Test
  void noMoreIsMadeAheadThanAllowed() throws InterruptedException {
    AtomicInteger made = new AtomicInteger();
    Transform counting =
        (example, random) -> {
          made.incrementAndGet();
          return example;
        };
    LoaderOptions options = new LoaderOptions(List.of(counting), 2, 1, 0, Unreadable.REFUSE, 3);
    try (BatchLoader loader = new BatchLoader(dataset, SMALL, options)) {
      for (int taken = 1; taken <= 4; taken++) {
        loader.next().close();
        Thread.sleep(100);
        assertThat(made.get()).isLessThanOrEqualTo(2 * (taken + 3));
      }
    }
  }

  @Test
  void aClosedBatchHasNoMemoryAndAClosedLoaderNoThreads() {
    BatchLoader loader = new BatchLoader(dataset, SMALL, LoaderOptions.of(PRACTICAL, 2, 1));
    Batch kept = loader.next();
    loader.close();
    loader.close();
    assertThat(kept.pixels().getAtIndex(ValueLayout.JAVA_FLOAT, 0)).isFinite();
    kept.close();
    kept.close();
    assertThat(kept.pixels().scope().isAlive()).isFalse();
    assertThatThrownBy(loader::next).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aBrokenPictureIsRefusedWithItsName() throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve("4.png"));
    Files.write(folder.resolve("4.png"), Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> take(LoaderOptions.of(List.of(), 2, 1), 4))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("4.png")
        .hasMessageContaining("cut short");
  }

  @Test
  void aSkippedPictureIsReplacedByTheNextSample() throws IOException {
    Files.delete(folder.resolve("4.png"));
    LoaderOptions options = LoaderOptions.of(PRACTICAL, 2, 1).withUnreadable(Unreadable.SKIP);
    List<Contents> batches = take(options, 7);
    List<String> names = batches.stream().flatMap(batch -> batch.names().stream()).toList();
    int[] order = BatchLoader.order(7, 1, 0);
    for (int place = 0; place < 6; place++) {
      int expected = order[place] == 4 ? order[place + 1] : order[place];
      assertThat(names.get(place)).isEqualTo(expected + ".png");
    }
    assertSame(take(options.startingAt(4), 5), batches.subList(2, 7));
  }

  @Test
  void whenNoPictureCanBeReadSkippingEnds() throws IOException {
    for (LabelledImage image : dataset.images()) {
      Files.delete(image.file());
    }
    LoaderOptions options = LoaderOptions.of(List.of(), 2, 1).withUnreadable(Unreadable.SKIP);
    assertThatThrownBy(() -> take(options, 1))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("seven");
  }

  @Test
  void aSizeThatIsNotTheAnnotationsIsRefused() {
    ImageWriter.write(new Image(29, 50, new byte[29 * 50 * 3]), folder.resolve("0.png"));
    assertThatThrownBy(() -> new EvaluationLoader(dataset, SMALL, 1).next())
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("0.png is 29x50 pixels, but its annotations say 40x50");
  }
}

package dev.fovea.data.format;

import static dev.fovea.data.format.SameData.assertSame;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.ClassNames;
import dev.fovea.core.Image;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.image.ImageWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every format that is written, on data that would break a careless one. */
class AwkwardDataTest {
  private static final int CASES = 4;

  /** The formats without a flag for boxes to ignore. */
  private static final Set<String> FLAGLESS = Set.of("yolo", "createml");

  private static final List<String> WORDS =
      Stream.of("a,b", "say \"so\"", "Käfer groß", "x & y", "<i>;'", "tab le", "#1", "100%", "=1+1")
          .sorted() // Some formats list pictures by their names.
          .toList();

  @TempDir private Path folder;

  private record Made(String format, SplittableRandom random) {}

  /** A split with boxes, and one that is background alone. */
  private Map<String, Dataset> splits(String format, long seed) {
    Made made = new Made(format, new SplittableRandom(seed));
    List<String> names = WORDS.stream().filter(word -> made.random.nextInt(3) > 0).toList();
    ClassNames classes = NamedJoin.numbered(names);
    Map<String, Dataset> splits = new LinkedHashMap<>();
    for (String split : List.of("test", "train")) {
      List<LabelledImage> images = new ArrayList<>();
      for (int i = 0; i < WORDS.size(); i++) {
        String name = WORDS.get(i) + seed + split + (i % 2 == 0 ? ".png" : ".x.png");
        int boxes = split.equals("test") || i % 3 == 1 ? 0 : names.size();
        images.add(image(i + 1, name, boxes, made));
      }
      splits.put(split, new Dataset("made/" + split, classes, images, List.of()));
    }
    return splits;
  }

  private LabelledImage image(int id, String name, int boxes, Made made) {
    int width = made.random.nextInt(8, 40);
    int height = made.random.nextInt(8, 40);
    Path file = folder.resolve(name);
    ImageWriter.write(new Image(width, height, new byte[3 * width * height]), file);
    List<Annotation> annotations = new ArrayList<>();
    for (int index = 0; index < boxes; index++) {
      float x = (float) made.random.nextDouble(-2, width - 4);
      float y = (float) made.random.nextDouble(0, height - 4);
      boolean ignore = made.random.nextBoolean() && !FLAGLESS.contains(made.format);
      Box box = new Box(x, y, x + 1.5f, (float) made.random.nextDouble(y + 2, height));
      annotations.add(new Annotation(box, index, ignore));
    }
    return new LabelledImage(id, file, name, width, height, annotations);
  }

  @ParameterizedTest
  @MethodSource("dev.fovea.data.format.DatasetFormats#written")
  void namesFlagsAndPicturesWithoutBoxesSurvive(String format) {
    for (long seed = 0; seed < CASES; seed++) {
      Map<String, Dataset> made = splits(format, seed);
      Path out = folder.resolve(format + seed);
      DatasetWriter writer = DatasetFormats.writer(format);
      Conversion done = Conversion.write(made, writer, out, PictureStore.Transfer.LINK);
      assertThat(done.losses())
          .as("seed " + seed)
          .allMatch(loss -> loss.startsWith("YOLO: ids of classes are numbered anew"));
      assertThat(DatasetFormats.recognise(out).name()).isEqualToIgnoringCase(format);
      Map<String, Dataset> read = Conversion.read(out);
      assertThat(read.keySet()).as("seed " + seed).isEqualTo(made.keySet());
      for (String split : made.keySet()) {
        assertSame(made.get(split), read.get(split), "seed " + seed + " " + split);
      }
    }
  }
}

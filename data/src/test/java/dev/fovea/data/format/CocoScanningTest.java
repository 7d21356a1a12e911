package dev.fovea.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.ClassNames;
import dev.fovea.core.FoveaException;
import dev.fovea.core.eval.DetectedObject;
import dev.fovea.core.eval.DetectedObjects;
import dev.fovea.core.eval.GroundTruth;
import dev.fovea.data.format.CocoCursor.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the quick cursor reads, Jackson reads alike; where Jackson finds a mistake, it gives up. */
class CocoScanningTest {
  private static final CocoTruth TRUTH =
      new CocoTruth(
          new GroundTruth(List.of(7L, 5_000_000_000L), 2, List.of()),
          new ClassNames(List.of("a", "b"), List.of(3L, 90L)));

  private final Reading<DetectedObjects> results = CocoResults.reading(TRUTH);

  @TempDir Path folder;

  @Test
  void plainResultsAreScanned() throws IOException {
    for (long seed = 0; seed < 300; seed++) {
      RandomJson json = new RandomJson(new Random(seed), false);
      write(json.results(new Random(seed).nextInt(6)));

      assertThat(scanned()).as("seed %s", seed).contains(byJackson());
    }
  }

  @Test
  void anyResultsAreReadAsByJackson() throws IOException {
    int read = 0;
    for (long seed = 0; seed < 4000; seed++) {
      String text = new RandomJson(new Random(seed), true).results(3);
      write(text);
      Optional<List<DetectedObject>> found = scanned();
      if (found.isPresent()) {
        read++;
        assertThat(found).as("seed %s: %s", seed, text).contains(byJackson());
      }
    }
    assertThat(read).isGreaterThan(400);
  }

  @Test
  void anyTruthIsReadAsByJackson() throws IOException {
    int read = 0;
    for (long seed = 0; seed < 3000; seed++) {
      boolean rare = seed % 2 > 0;
      String text = new RandomJson(new Random(seed), rare).truth(3);
      write(text);
      Reading<CocoTruthReader> reading = cursor -> new CocoTruthReader(file(), cursor).read();
      Optional<CocoTruth> found = ScanningCursor.read(file(), reading).map(CocoTruthReader::truth);
      assertThat(found.isPresent() || rare).as("seed %s: %s", seed, text).isTrue();
      if (found.isPresent()) {
        read++;
        assertThat(found)
            .as("seed %s: %s", seed, text)
            .contains(JacksonCursor.read(file(), reading).truth());
      }
    }
    assertThat(read).as("1500 plain ones, and some of the others").isGreaterThan(1500);
  }

  @Test
  void aLargeListIsReadInParts() throws IOException {
    write(large("\"}  ]\""));

    List<DetectedObjects> parts = ListParts.read(file(), results).orElseThrow();

    assertThat(parts).hasSizeGreaterThan(1);
    assertThat(DetectedObjects.joined(parts)).isEqualTo(byJackson());
    assertThat(CocoResults.read(file(), TRUTH)).isEqualTo(byJackson());
  }

  @Test
  void aBorderThatIsNoneIsNoticed() throws IOException {
    write(large("[{\"a\":1},{\"image_id\":7},{\"a\":\"},{\"}]"));

    assertThat(CocoResults.read(file(), TRUTH)).isEqualTo(byJackson());
  }

  @Test
  void aTextLongerThanTheWindowIsSkipped() throws IOException {
    write(withText("é\\\"x".repeat(300_000)));

    assertThat(scanned()).contains(byJackson());
  }

  @Test
  void whatIsNoUtf8IsLeftToJackson() throws IOException {
    for (String bytes : List.of("\u00ff", "\u0080", "\u00c3x", "\u00e2\u0082", "\u00f0\u009fxx")) {
      Files.write(file(), withText(bytes).getBytes(StandardCharsets.ISO_8859_1));
      assertThat(scanned()).as(bytes).isEmpty();
    }
  }

  private static String withText(String text) {
    return "[{\"image_id\":7,\"a\":\"%s\",\"category_id\":3,\"bbox\":[1,2,3,4],\"score\":1}]"
        .formatted(text);
  }

  @Test
  void aMistakeFarBehindHasItsPlace() throws IOException {
    String text = large("1");
    int at = text.lastIndexOf("\"image_id\":7");
    write(text.substring(0, at) + "\"image_id\":6" + text.substring(at + 12));

    assertThat(scanned()).isEmpty();
    assertThatThrownBy(() -> CocoResults.read(file(), TRUTH))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("image_id (line ")
        .hasMessageContaining("is 6, which is none");
  }

  /** More than two megabytes, an entry on a line. */
  private static String large(String other) {
    Random random = new Random(5);
    List<String> entries = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      entries.add(
          "{\"image_id\":7,\"category_id\":3,\"bbox\":[%s,%s,3,4],\"other\":%s,\"score\":%s}"
              .formatted(random.nextDouble(), random.nextInt(900), other, random.nextFloat()));
    }
    return "[" + String.join(",\n", entries) + "]";
  }

  private Path file() {
    return folder.resolve("dt.json");
  }

  /** Half a surrogate pair becomes a question mark. */
  private void write(String text) throws IOException {
    Files.write(file(), text.getBytes(StandardCharsets.UTF_8));
  }

  private Optional<List<DetectedObject>> scanned() {
    return ListParts.read(file(), results).map(DetectedObjects::joined);
  }

  private List<DetectedObject> byJackson() {
    return JacksonCursor.read(file(), results);
  }
}

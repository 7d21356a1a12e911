package dev.fovea.model.published;

import static dev.fovea.model.published.WeightsServer.cutAfter;
import static dev.fovea.model.published.WeightsServer.ranges;
import static dev.fovea.model.published.WeightsServer.redirect;
import static dev.fovea.model.published.WeightsServer.status;
import static dev.fovea.model.published.WeightsServer.whole;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.FoveaException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers and disks that misbehave, on this machine. */
@Timeout(60)
class WeightsFetchTest {
  private static final int SIZE = 1 << 20;
  private static final byte[] FILE = bytes(SIZE);

  /**
   * Of {@link #FILE}, by coreutils: {@code seq 0 300000 | tr -d '\n' | head -c 1048576 |
   * sha256sum}.
   */
  private static final String SHA256 =
      "f300f5078a865d760f9b2ebe9f6835310f92efa4458c1a660534cc451b41bf6e";

  /** With a busy machine, not with servers that fail. */
  private static final Patience USUAL =
      new Patience(Duration.ofSeconds(10), Duration.ofSeconds(20), 3, Duration.ofMillis(10));

  private static final Patience IMPATIENT =
      new Patience(Duration.ofSeconds(10), Duration.ofMillis(700), 5, Duration.ofMillis(10));

  @TempDir private Path home;
  private final List<String> heard = new ArrayList<>();

  /** The numbers 0, 1, 2 … as decimal digits without anything between, the first {@code count}. */
  private static byte[] bytes(int count) {
    StringBuilder digits = new StringBuilder();
    for (int number = 0; digits.length() < count; number++) {
      digits.append(number);
    }
    return digits.substring(0, count).getBytes(UTF_8);
  }

  private static PublishedWeights weights(URI url) {
    return new PublishedWeights(
        "small_v1",
        PublishedWeights.Kind.BACKBONE,
        "resnet18",
        "resnet",
        "Small_Weights.V1",
        url,
        1.0,
        SHA256.substring(0, 8),
        "none",
        "none",
        50);
  }

  private WeightsFolder folder() {
    return new WeightsFolder(home.resolve("weights"));
  }

  private WeightsFetch fetch() {
    return fetch(USUAL);
  }

  private WeightsFetch fetch(Patience patience) {
    return new WeightsFetch(folder(), patience, new Heard(heard));
  }

  private Path fetchFrom(WeightsServer server) {
    return fetch().fetch(weights(server.url("small.pth")));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder().path())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void requireWhole(Path file) throws IOException {
    assertThat(file).isEqualTo(home.resolve("weights/small.pth")).hasBinaryContent(FILE);
    assertThat(names()).containsExactly("small.pth");
  }

  /**
   * Where the last request goes on. The client may lose the last bytes before a cut.
   *
   * @param tag that it must give
   * @param most that were sent
   */
  private static long kept(WeightsServer server, String tag, long most) {
    String last = server.requests().getLast();
    Matcher range = Pattern.compile("\\S+ bytes=(\\d+)- (.*)").matcher(last);
    assertThat(range.matches()).as(last).isTrue();
    assertThat(range.group(2)).isEqualTo(tag);
    long first = Long.parseLong(range.group(1));
    assertThat(first).isBetween(1L, most);
    return first;
  }

  @Test
  void theFileIsFetchedOnceAndThenTaken() throws IOException {
    try (WeightsServer server = new WeightsServer(whole(FILE))) {
      requireWhole(fetchFrom(server));
      requireWhole(fetchFrom(server));
      assertThat(server.requests()).containsExactly("/small.pth - -");
      assertThat(heard).contains("begun 0/" + SIZE, "received " + SIZE);
    }
  }

  @Test
  void aCutConnectionGoesOnWhereItEnded() throws IOException {
    try (WeightsServer server =
        new WeightsServer(cutAfter(300_000, FILE, "\"a\""), ranges(FILE, "\"a\""))) {
      requireWhole(fetchFrom(server));
      assertThat(server.requests()).hasSize(2).first().isEqualTo("/small.pth - -");
      long kept = kept(server, "\"a\"", 300_000);
      assertThat(heard).contains("begun " + kept + "/" + SIZE);
    }
  }

  @Test
  void aLaterProcessGoesOnWhereAnEarlierOneEnded() throws IOException {
    try (WeightsServer server = new WeightsServer(cutAfter(250_000, FILE, "\"a\""), status(503))) {
      assertThatThrownBy(() -> fetchFrom(server))
          .hasMessageMatching("(?s).* \\d+ bytes of 1\\.0 MB are kept.*")
          .hasMessageContaining("the same command goes on");
    }
    assertThat(names()).contains("small.pth.part").doesNotContain("small.pth");
    try (WeightsServer server = new WeightsServer(ranges(FILE, "\"a\""))) {
      requireWhole(fetchFrom(server));
      assertThat(server.requests()).hasSize(1);
      kept(server, "\"a\"", 250_000);
    }
  }

  @Test
  void anotherVersionAtTheServerStartsAnew() throws IOException {
    byte[] older = Arrays.copyOf(FILE, SIZE);
    older[5] ^= 1;
    try (WeightsServer server =
        new WeightsServer(cutAfter(300_000, older, "\"old\""), ranges(FILE, "\"new\""))) {
      requireWhole(fetchFrom(server));
    }
  }

  @Test
  void aServerWithoutRangesIsAskedFromTheBeginning() throws IOException {
    try (WeightsServer server =
        new WeightsServer(cutAfter(300_000, FILE, "W/\"weak\""), whole(FILE))) {
      requireWhole(fetchFrom(server));
      kept(server, "-", 300_000);
      assertThat(heard.stream().filter(text -> text.startsWith("begun")))
          .containsExactly("begun 0/" + SIZE, "begun 0/" + SIZE);
    }
  }

  @Test
  void aServerThatCutsForEverIsGivenUp() throws IOException {
    try (WeightsServer server =
        new WeightsServer(
            exchange -> {
              exchange.sendResponseHeaders(200, SIZE);
              exchange.getResponseBody().write(FILE, 0, 1000);
              exchange.getResponseBody().flush(); // else nothing of it arrives
            })) {
      assertThatThrownBy(() -> fetchFrom(server)).hasMessageContaining("cannot fetch small_v1");
      assertThat(server.requests()).hasSize(USUAL.attempts());
    }
  }

  @Test
  void aServerThatStallsIsLeftAndAskedAgain() throws IOException {
    try (WeightsServer server = new WeightsServer(status(500))) {
      server.then(server.stallingAfter(200_000, FILE)).then(ranges(FILE, "\"a\""));
      requireWhole(fetch(IMPATIENT).fetch(weights(server.url("small.pth"))));
      assertThat(heard).anyMatch(text -> text.contains("nothing came for 0.7 s"));
      kept(server, "-", 200_000);
    }
  }

  @Test
  void aServerThatNeverAnswersIsGivenUp() throws IOException {
    try (ServerSocket silent = new ServerSocket(0)) {
      URI url = URI.create("http://localhost:" + silent.getLocalPort() + "/small.pth");
      assertThatThrownBy(() -> fetch(IMPATIENT).fetch(weights(url)))
          .hasMessageContaining("cannot fetch small_v1 from localhost")
          .hasMessageContaining("timed out");
    }
  }

  @Test
  void aLengthThatIsTooLongDoesNoHarm() throws IOException {
    try (WeightsServer server =
        new WeightsServer(
            exchange -> {
              exchange.sendResponseHeaders(200, SIZE + 1000);
              exchange.getResponseBody().write(FILE);
            },
            ranges(FILE, "\"a\""))) {
      requireWhole(fetchFrom(server)); // the answer 416 says that nothing is left
    }
  }

  @Test
  void aLengthThatIsTooShortIsFoundByTheChecksum() throws IOException {
    try (WeightsServer server = new WeightsServer(whole(Arrays.copyOf(FILE, SIZE - 500)))) {
      assertThatThrownBy(() -> fetchFrom(server)).hasMessageContaining("it is removed");
      assertThat(names()).containsExactly("small.pth.lock");
    }
  }

  @Test
  void wrongBytesAreRemovedAndTold() throws IOException {
    byte[] wrong = new byte[SIZE];
    new Random(7).nextBytes(wrong);
    try (WeightsServer server = new WeightsServer(whole(wrong))) {
      assertThatThrownBy(() -> fetchFrom(server))
          .isInstanceOf(FoveaException.class)
          .hasMessageContaining("is not small_v1: its SHA-256 begins with")
          .hasMessageContaining("the published one with " + SHA256.substring(0, 8))
          .hasMessageContaining("it is removed")
          .hasMessageContaining("By hand: get http://localhost")
          .hasMessageContaining(home.resolve("weights/small.pth").toString());
      assertThat(names()).containsExactly("small.pth.lock");
    }
  }

  @Test
  void aPageThatAsksToSignInIsNotTakenForTheFileAndCostsNothing() throws IOException {
    try (WeightsServer server =
        new WeightsServer(
            cutAfter(300_000, FILE, "\"a\""),
            exchange -> {
              exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
              exchange.sendResponseHeaders(200, 0);
              exchange.getResponseBody().write("<html>sign in".getBytes(UTF_8));
            })) {
      assertThatThrownBy(() -> fetchFrom(server)).hasMessageContaining("a web page in place of");
      assertThat(Files.size(home.resolve("weights/small.pth.part"))).isBetween(1L, 300_000L);
    }
  }

  @Test
  void aFileOfAnotherSizeIsRefusedBeforeItComes() throws IOException {
    try (WeightsServer server = new WeightsServer(whole(new byte[2000]))) {
      assertThatThrownBy(() -> fetchFrom(server))
          .hasMessageContaining("gives 2000 bytes in place of the 1.0 MB of small_v1");
    }
  }

  @Test
  void aServerThatNeverEndsDoesNotFillTheDisk() throws IOException {
    try (WeightsServer server =
        new WeightsServer(
            exchange -> {
              exchange.sendResponseHeaders(200, 0); // in chunks, without a length
              for (int chunk = 0; chunk < 64; chunk++) {
                exchange.getResponseBody().write(FILE);
              }
            })) {
      assertThatThrownBy(() -> fetchFrom(server))
          .hasMessageContaining("sends more than the 1.0 MB of small_v1");
      assertThat(names()).containsExactly("small.pth.lock");
    }
  }

  @Test
  void aFileInChunksWithoutALengthIsTaken() throws IOException {
    try (WeightsServer server =
        new WeightsServer(
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              exchange.getResponseBody().write(FILE);
            })) {
      requireWhole(fetchFrom(server));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 410})
  void aServerThatHasNoSuchFileIsAskedOnce(int code) throws IOException {
    try (WeightsServer server = new WeightsServer(status(code))) {
      assertThatThrownBy(() -> fetchFrom(server))
          .hasMessageContaining("the server answers " + code + " to http://localhost")
          .hasMessageContaining("By hand:");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 503})
  void aServerThatIsBusyIsAskedAgain(int code) throws IOException {
    try (WeightsServer server = new WeightsServer(status(code), whole(FILE))) {
      requireWhole(fetchFrom(server));
      assertThat(heard).anyMatch(text -> text.contains("the server answers " + code));
    }
  }

  @Test
  void redirectsAreFollowedWithTheRange() throws IOException {
    try (WeightsServer other =
            new WeightsServer(cutAfter(300_000, FILE, "\"a\""), ranges(FILE, "\"a\""));
        WeightsServer server = new WeightsServer(redirect(other.url("elsewhere.bin").toString()))) {
      requireWhole(fetchFrom(server));
      assertThat(other.requests()).last().asString().startsWith("/elsewhere.bin ");
      kept(other, "\"a\"", 300_000);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http:// no address", "ftp://localhost/small.pth", ""})
  void redirectsToNowhereAreTold(String location) throws IOException {
    try (WeightsServer server = new WeightsServer(redirect(location))) {
      assertThatThrownBy(() -> fetchFrom(server))
          .isInstanceOf(FoveaException.class)
          .hasMessageContaining("By hand:");
    }
  }

  @Test
  void redirectsInACircleEnd() throws IOException {
    try (WeightsServer server = new WeightsServer(status(500))) {
      server.then(redirect(server.url("small.pth").toString()));
      assertThatThrownBy(() -> fetchFrom(server)).isInstanceOf(FoveaException.class);
    }
  }

  @Test
  void anotherPartThanTheOneAskedForIsNotAppended() throws IOException {
    try (WeightsServer server =
        new WeightsServer(
            cutAfter(300_000, FILE, "\"a\""),
            exchange -> {
              exchange.getResponseHeaders().set("Content-Range", "bytes 5-1048575/1048576");
              exchange.sendResponseHeaders(206, SIZE - 5);
              exchange.getResponseBody().write(FILE, 5, SIZE - 5);
            },
            ranges(FILE, "\"a\""))) {
      requireWhole(fetchFrom(server));
    }
  }

  @Test
  void withoutANetworkItIsSaidAtOnceHowToPlaceTheFileByHand() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    URI url = URI.create("http://localhost:" + closed + "/small.pth");
    assertThatThrownBy(() -> fetch().fetch(weights(url)))
        .hasMessageContaining("localhost: it cannot be reached (no network")
        .hasMessageContaining(
            "By hand: get %s and copy it to %s".formatted(url, home.resolve("weights/small.pth")));
    assertThat(heard).isEmpty();
  }

  @Test
  void aFilePlacedByHandIsTakenWithoutANetworkAndAWrongOneIsNotTouched() throws IOException {
    PublishedWeights weights = weights(URI.create("http://localhost:1/small.pth"));
    Files.createDirectories(folder().path());
    Files.write(folder().file(weights), FILE);
    requireWhole(fetch().fetch(weights));
    Files.write(folder().file(weights), new byte[10]);
    assertThatThrownBy(() -> fetch().fetch(weights))
        .hasMessageContaining("small.pth is not small_v1")
        .hasMessageContaining("remove it");
    assertThat(folder().file(weights)).hasSize(10);
  }

  @Test
  void aFolderThatCannotBeMadeIsTold() throws IOException {
    Files.writeString(home.resolve("weights"), "a file");
    assertThatThrownBy(() -> fetch().fetch(weights(URI.create("http://localhost:1/small.pth"))))
        .hasMessageContaining("cannot make the folder " + home.resolve("weights"))
        .hasMessageContaining("FOVEA_HOME");
  }

  @Test
  void twoAtOnceFetchOnce() throws Exception {
    try (WeightsServer server =
        new WeightsServer(
            exchange -> {
              exchange.sendResponseHeaders(200, SIZE);
              exchange.getResponseBody().write(FILE, 0, SIZE / 2);
              exchange.getResponseBody().flush();
              pause(300);
              exchange.getResponseBody().write(FILE, SIZE / 2, SIZE / 2);
            })) {
      List<Thread> threads = new ArrayList<>();
      List<Path> fetched = Collections.synchronizedList(new ArrayList<>());
      for (int i = 0; i < 3; i++) {
        WeightsFetch each = new WeightsFetch(folder(), USUAL, FetchListener.SILENT);
        threads.add(
            Thread.ofPlatform()
                .start(() -> fetched.add(each.fetch(weights(server.url("small.pth"))))));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(fetched).hasSize(3);
      requireWhole(fetched.getFirst());
      assertThat(server.requests()).hasSize(1);
    }
  }

  private static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes down what it hears. */
  private record Heard(List<String> heard) implements FetchListener {
    @Override
    public void begun(long already, long total) {
      heard.add("begun " + already + "/" + total);
    }

    @Override
    public void received(long bytes) {
      heard.add("received " + bytes);
    }

    @Override
    public void note(String text) {
      heard.add(text);
    }
  }
}

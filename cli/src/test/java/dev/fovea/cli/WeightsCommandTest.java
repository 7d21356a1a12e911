package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import dev.fovea.cli.RandomModel.Conventions;
import dev.fovea.model.Architecture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code fovea weights}, and published names where a file of weights is asked for. */
class WeightsCommandTest {
  private static final String HOME = "fovea.home";
  private static final String FILE = "tiny-weights.pth";

  @TempDir private static Path shared;
  private static Path weights;
  private static HttpServer server;
  private static final List<String> REQUESTS = new CopyOnWriteArrayList<>();

  @TempDir private Path folder;

  @BeforeAll
  static void offerWeights() throws IOException {
    Architecture small =
        new Architecture(
            "resnet18",
            Architecture.Norm.BATCH,
            1e-5,
            Architecture.PyramidTop.P5,
            32,
            1,
            Architecture.HeadNorm.NONE);
    Path model =
        RandomModel.write(shared.resolve("model.safetensors"), small, Conventions.TORCHVISION);
    weights = shared.resolve(FILE);
    CommandRun run =
        CommandRun.of("export", model.toString(), "--format=torchvision", "--out=" + weights);
    assertThat(run.code()).as(run.error()).isZero();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          REQUESTS.add(exchange.getRequestURI().getPath());
          byte[] bytes = Files.readAllBytes(weights);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  /** A catalogue of one's own, in a folder that holds nothing else yet. */
  @BeforeEach
  void ownHome() throws Exception {
    REQUESTS.clear();
    System.setProperty(HOME, folder.resolve("home").toString());
    Files.createDirectories(folder.resolve("home"));
    String digest =
        HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(weights)));
    Files.writeString(
        folder.resolve("home/catalogue.json"),
        """
        {"source": "a test", "weights": [
          {"name": "tiny", "kind": "detector", "backbone": "resnet18", "flavour": "torchvision",
           "original": "Tiny.V1", "url": "%s", "mebibytes": %s, "sha256": "%s",
           "licence": "none", "metric": "AP on nothing", "published": 0}]}
        """
            .formatted(url(), Files.size(weights) / (double) (1 << 20), digest));
  }

  @AfterEach
  void usualHome() {
    System.clearProperty(HOME);
  }

  private static String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/" + FILE;
  }

  private Path kept() {
    return folder.resolve("home/weights").resolve(FILE);
  }

  @Test
  void listTellsWhatIsKnownAndWhatIsHere() throws IOException {
    CommandRun before = CommandRun.of("weights", "list");
    assertThat(before.code()).isZero();
    assertThat(before.out())
        .contains("tiny ", "resnet18_v1 ", "retinanet_resnet50_fpn_v2_coco ")
        .contains(folder.resolve("home/weights").toString())
        .doesNotContain(" yes");
    CommandRun.of("weights", "fetch", "tiny", "-q");
    JsonNode after = new JsonMapper().readTree(CommandRun.of("weights", "list", "--json").out());
    for (JsonNode each : after.get("weights")) {
      assertThat(each.get("here").asBoolean()).isEqualTo(each.get("name").asText().equals("tiny"));
    }
  }

  @Test
  void fetchPrintsTheFilesPathAndAsksTheServerOnce() {
    for (int time = 0; time < 2; time++) {
      CommandRun run = CommandRun.of("weights", "fetch", "tiny", "-q");
      assertThat(run.error()).isEmpty();
      assertThat(run.code()).isZero();
      assertThat(run.out().strip()).isEqualTo(kept().toString());
    }
    assertThat(kept()).hasSameBinaryContentAs(weights);
    assertThat(REQUESTS).containsExactly("/" + FILE);
  }

  @Test
  void aMirrorIsAskedInPlaceOfThePublisher() {
    String mirror = url().replace(FILE, "some/folder");
    assertThat(CommandRun.of("weights", "fetch", "tiny", "-q", "--mirror", mirror).code()).isZero();
    assertThat(REQUESTS).containsExactly("/some/folder/" + FILE);
  }

  @Test
  void importFetchesByName() {
    Path out = folder.resolve("model.safetensors");
    CommandRun run = CommandRun.of("import", "tiny", "--out=" + out, "-q");
    assertThat(run.error()).isEmpty();
    assertThat(run.out()).contains("torchvision", "resnet18", "3 classes", "tensors");
    assertThat(out).exists();
    assertThat(REQUESTS).hasSize(1);
  }

  @Test
  void trainingStartsFromAPublishedModelByName() throws IOException {
    CommandRun run = train("--from=tiny", "--set=model.freeze=0");
    assertThat(run.error()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(folder.resolve("run/config.yaml")).content().contains("weights: tiny", "width: 32");
    assertThat(REQUESTS).hasSize(1);
  }

  @Test
  void aConfigurationNamesItsWeights() throws IOException {
    CommandRun run =
        train("--set=model.weights=tiny", "--set=model.width=32", "--set=model.headDepth=1");
    assertThat(run.error()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(folder.resolve("run/config.yaml")).content().contains("weights: tiny");
    assertThat(REQUESTS).hasSize(1);
  }

  @Test
  void weightsOfAnotherBackboneAreNotFetched() throws IOException {
    CommandRun run = train("--set=model.weights=tiny", "--set=model.backbone=resnet50");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.error()).contains("tiny, which is of resnet18", "set model.backbone=resnet18");
    assertThat(REQUESTS).isEmpty();
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void aBackboneAloneIsNoModelToStartFrom() throws IOException {
    CommandRun run = train("--from=resnet50_v2");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.error())
        .contains("--set model.backbone=resnet50 --set model.weights=resnet50_v2");
  }

  private CommandRun train(String... options) throws IOException {
    SmallVoc data = SmallVoc.in(folder.resolve("voc"));
    List<String> all =
        new ArrayList<>(
            List.of(
                "train",
                data.root().toString(),
                "-q",
                "--out=" + folder.resolve("run"),
                "--set=input.shortSide=64",
                "--set=input.longSide=96",
                "--set=train.batch=2",
                "--set=train.steps=1",
                "--set=train.threads=1",
                "--set=train.warmup=1"));
    all.addAll(List.of(options));
    return CommandRun.of(all.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "weights fetch tinny, did you mean tiny?",
    "weights fetch resnet50, did you mean resnet50_v1 or resnet50_v2?",
    "weights fetch tiny --mirror ftp://a.b/, is no address of the web",
    "weights fetch tiny --mirror %%, is no address of the web",
    "import tinny --out OUT, no file or folder tinny",
    "train DATA --from tinny --out OUT, no file or folder tinny",
    "train DATA --set model.weights=tinny --out OUT, no file or folder tinny"
  })
  void whatIsNotKnownIsSaidBeforeAnythingIsDone(String command, String words) throws IOException {
    SmallVoc data = SmallVoc.in(folder.resolve("voc"));
    String out = folder.resolve("out").toString();
    CommandRun run =
        CommandRun.of(
            command.replace("DATA", data.root().toString()).replace("OUT", out).split(" "));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.error()).contains(words);
    assertThat(run.out()).isEmpty();
    assertThat(folder.resolve("out")).doesNotExist();
    assertThat(REQUESTS).isEmpty();
    try (Stream<Path> home = Files.list(folder.resolve("home"))) {
      assertThat(home).containsExactly(folder.resolve("home/catalogue.json"));
    }
  }

  @Test
  void aCatalogueThatIsNoneIsNamed() throws IOException {
    Path own = folder.resolve("home/catalogue.json");
    Files.writeString(own, "{\"weights\": 3}");
    CommandRun run = CommandRun.of("weights", "list");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.error()).contains(own + " is no catalogue of weights");
  }
}

package dev.fovea.cli;

import dev.fovea.core.FoveaException;
import dev.fovea.model.published.Catalogue;
import dev.fovea.model.published.PublishedWeights;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fovea weights fetch}: published weights into the folder that keeps them. */
@Command(
    name = "fetch",
    description = {
      "Fetches published weights from their publisher, checks them and prints the file's path. What"
          + " is here already is only checked; what was interrupted goes on where it ended.",
      "The files are kept in weights/ of the folder that FOVEA_HOME names (default: ~/.fovea)."
          + " https_proxy and no_proxy are respected."
    },
    footer = {
      "",
      "Examples:",
      "  fovea weights fetch resnet50_v2",
      "  fovea weights fetch resnet50_v2 --mirror https://files.example.org/weights/",
      "  FOVEA_HOME=/data/fovea fovea weights fetch retinanet_resnet50_fpn_v2_coco"
    })
final class WeightsFetchCommand implements Callable<Integer> {
  @Mixin private Console console;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "A name that `fovea weights list` shows; or the publisher's own.")
  private String name;

  @Option(
      names = "--mirror",
      paramLabel = "URL",
      description = "A folder of the web that has the same files, in place of the publisher's.")
  private String mirror;

  @Override
  public Integer call() {
    PublishedWeights weights = Catalogue.standard().named(name);
    URI from = Optional.ofNullable(mirror).map(url -> at(url, weights)).orElse(weights.url());
    console.started();
    PrintWriter out = spec.commandLine().getOut();
    out.println(new Fetching(console).from(weights, from));
    out.flush();
    return 0;
  }

  private static URI at(String mirror, PublishedWeights weights) {
    try {
      URI folder = new URI(mirror.endsWith("/") ? mirror : mirror + "/");
      if (String.valueOf(folder.getScheme()).matches("https?") && folder.getHost() != null) {
        return folder.resolve(weights.fileName());
      }
    } catch (URISyntaxException noAddress) {
      // Told below.
    }
    throw FoveaException.user(
        "--mirror %s is no address of the web; give one that begins with https:// or http://"
            .formatted(mirror));
  }
}

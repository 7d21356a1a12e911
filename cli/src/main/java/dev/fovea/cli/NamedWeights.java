package dev.fovea.cli;

import dev.fovea.core.FoveaException;
import dev.fovea.model.published.Catalogue;
import dev.fovea.model.published.PublishedWeights;
import dev.fovea.model.recognise.Flavour;
import dev.fovea.model.recognise.Flavours;
import dev.fovea.nn.settings.Settings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An argument that is a file of weights, or the name of published ones.
 *
 * @param text as the user gave it
 * @param published the weights, where it is their name
 */
record NamedWeights(String text, Optional<PublishedWeights> published) {
  /**
   * Finds out which it is; nothing is fetched.
   *
   * @throws FoveaException for a mere name that is neither known nor a file's
   */
  static NamedWeights of(String text) {
    return new NamedWeights(text, Catalogue.standard().meantBy(text));
  }

  /** The file, fetched where it has to be. */
  Path file(Console console) {
    return published.map(new Fetching(console)::of).orElseGet(() -> Path.of(text));
  }

  /** Whose weights they are, where the catalogue says it. */
  Optional<Flavour> flavour() {
    return published.map(PublishedWeights::flavour).map(Flavours::named);
  }

  /**
   * Has the weights that the settings name here before training looks for them.
   *
   * @throws FoveaException when they are unknown, of another backbone, or cannot be fetched
   */
  static void prepare(Settings settings, Console console) {
    Optional<PublishedWeights> named =
        settings.model().weights().map(NamedWeights::of).flatMap(NamedWeights::published);
    named.ifPresent(
        weights -> {
          String backbone = settings.model().backbone();
          if (!backbone.equals(weights.backbone())) {
            throw FoveaException.user(
                "model.weights is %s, which is of %s, and model.backbone is %s; set model.backbone=%s"
                    .formatted(weights.name(), weights.backbone(), backbone, weights.backbone()));
          }
          new Fetching(console).of(weights);
        });
  }
}

package dev.fovea.model.published;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fovea.core.AtomicFiles;
import dev.fovea.core.EditDistance;
import dev.fovea.core.FoveaException;
import dev.fovea.model.Excerpt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The published weights that are known by name; {@code catalogue.json}, which {@code
 * model/src/test/python/catalogue.py} prints from the publisher's own source.
 *
 * @param source whose statements these are
 * @param weights in the order in which they are listed
 */
public record Catalogue(String source, List<PublishedWeights> weights) {
  /** One's own catalogue, by its file's name. */
  public static final String OWN = "catalogue.json";

  private static final int LEAST_LETTERS = 4;
  private static final int MOST_NAMES = 3;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .build();

  public Catalogue {
    weights = List.copyOf(weights);
  }

  /**
   * The catalogue that comes with Fovea, after one's own: {@value #OWN} of the folder that {@code
   * FOVEA_HOME} names.
   *
   * @throws FoveaException when one's own is none
   */
  public static Catalogue standard() {
    Path own = WeightsFolder.home().resolve(OWN);
    return Files.exists(own) ? read(own).before(builtIn()) : builtIn();
  }

  /** The catalogue that comes with Fovea. */
  static Catalogue builtIn() {
    try (InputStream in = Catalogue.class.getResourceAsStream("catalogue.json")) {
      return JSON.readValue(in, Catalogue.class);
    } catch (IOException | IllegalArgumentException broken) {
      throw new FoveaException(
          FoveaException.Cause.BUG, "the catalogue of weights cannot be read", broken);
    }
  }

  /**
   * The catalogue in a file.
   *
   * @throws FoveaException when it is none
   */
  static Catalogue read(Path file) {
    try {
      return JSON.readValue(Files.readAllBytes(file), Catalogue.class);
    } catch (JsonProcessingException wrong) {
      throw FoveaException.data(
          "%s is no catalogue of weights: %s; docs/weights.md shows one"
              .formatted(file, Excerpt.of(wrong.getOriginalMessage())));
    } catch (IOException unreadable) {
      throw FoveaException.machine(
          "cannot read " + file + ": " + AtomicFiles.reason(unreadable), unreadable);
    }
  }

  private Catalogue before(Catalogue further) {
    List<PublishedWeights> all = new ArrayList<>(weights);
    all.addAll(further.weights);
    return new Catalogue(source + ", " + further.source, all);
  }

  /** The weights of that name, Fovea's or the publisher's, in letters of either case. */
  public Optional<PublishedWeights> find(String name) {
    return weights.stream().filter(each -> each.isCalled(name)).findFirst();
  }

  /**
   * The weights of that name.
   *
   * @throws FoveaException for an unknown name; it answers with the nearest one
   */
  public PublishedWeights named(String name) {
    return find(name)
        .orElseThrow(
            () ->
                FoveaException.user("there are no published weights '" + name + "'" + hint(name)));
  }

  /**
   * The weights that a text means which may also be a path: what exists is a path, and so is what
   * looks like one.
   *
   * @return nothing for a path
   * @throws FoveaException for a mere name that is neither known nor a file's
   */
  public Optional<PublishedWeights> meantBy(String text) {
    if (Files.exists(Path.of(text))) {
      return Optional.empty();
    }
    Optional<PublishedWeights> known = find(text);
    if (known.isEmpty() && text.matches("[\\w-]+")) {
      throw FoveaException.user(
          "there is no file or folder %s, and no published weights of that name%s"
              .formatted(text, hint(text)));
    }
    return known;
  }

  private String hint(String name) {
    List<String> near = near(name);
    String question = near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
    return question + (near.isEmpty() ? "; " : " ") + "`fovea weights list` shows all names";
  }

  /** The few that begin so, as {@code resnet50_v1} and {@code _v2} do; else the one most alike. */
  private List<String> near(String name) {
    List<String> begun =
        weights.stream()
            .map(PublishedWeights::name)
            .filter(each -> name.length() >= LEAST_LETTERS && each.startsWith(name))
            .toList();
    return begun.isEmpty() || begun.size() > MOST_NAMES ? nearest(name).stream().toList() : begun;
  }

  private Optional<String> nearest(String name) {
    return weights.stream()
        .map(PublishedWeights::name)
        .min(Comparator.comparingInt(each -> EditDistance.between(name, each)))
        .filter(each -> EditDistance.between(name, each) <= Math.max(2, name.length() / 3));
  }
}

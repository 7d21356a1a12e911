package dev.fovea.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fovea.core.FoveaException;
import dev.fovea.core.Preprocessing;
import dev.fovea.core.detect.PostProcessing;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The description of a model as the text that its file's metadata hold, whatever the format. */
public final class DescriptionJson {
  /** Its name in the metadata. */
  public static final String KEY = "fovea.model";

  /** Counted up when files are no longer read by older versions. */
  private static final int FORMAT = 1;

  private static final String FORMAT_KEY = "format";

  /** Left out where there are none: so are files of versions that knew none. */
  private static final String THRESHOLDS_KEY = "thresholds";

  /**
   * What most models have is left out, for the same reason.
   *
   * @param branch the object that holds the key
   * @param value what its absence means
   */
  private record Usual(String branch, String key, Enum<?> value) {}

  private static final List<Usual> USUAL =
      List.of(
          new Usual("preprocessing", "fit", Preprocessing.Fit.WITHIN),
          new Usual("postProcessing", "deltaLimit", PostProcessing.DeltaLimit.ABOVE));

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
              DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private DescriptionJson() {}

  /** The description as JSON. */
  public static String write(ModelDescription description) {
    ObjectNode root = JSON.createObjectNode().put(FORMAT_KEY, FORMAT);
    root.setAll((ObjectNode) JSON.valueToTree(description));
    if (description.thresholds().isEmpty()) {
      root.remove(THRESHOLDS_KEY);
    }
    for (Usual usual : USUAL) {
      ObjectNode branch = (ObjectNode) root.get(usual.branch());
      if (branch.get(usual.key()).textValue().equals(usual.value().name())) {
        branch.remove(usual.key());
      }
    }
    return root.toString();
  }

  /**
   * The description in {@code metadata} of the file {@code path}.
   *
   * @throws FoveaException when there is none, it is damaged, or of a format that is not known
   */
  public static ModelDescription read(Path path, Map<String, String> metadata) {
    String text = metadata.get(KEY);
    if (text == null) {
      throw FoveaException.data(
          ("%s holds weights but is no Fovea model: its metadata lack %s, which files written by"
                  + " `fovea train` have; weights alone can start a backbone:"
                  + " --set model.weights=%s")
              .formatted(path, KEY, path));
    }
    try {
      JsonNode root = JSON.readTree(text);
      requireKnownFormat(path, root);
      ObjectNode fields = (ObjectNode) root;
      fields.remove(FORMAT_KEY);
      if (!fields.has(THRESHOLDS_KEY)) {
        fields.putObject(THRESHOLDS_KEY);
      }
      for (Usual usual : USUAL) {
        if (fields.get(usual.branch()) instanceof ObjectNode branch && !branch.has(usual.key())) {
          branch.put(usual.key(), usual.value().name());
        }
      }
      return JSON.treeToValue(root, ModelDescription.class);
    } catch (JsonMappingException wrong) {
      throw FoveaException.data(
          "%s is damaged: its %s cannot be used at \"%s\": %s"
              .formatted(path, KEY, place(wrong), reason(wrong)));
    } catch (JsonProcessingException malformed) {
      throw FoveaException.data(
          "%s is damaged: its %s is not JSON: %s"
              .formatted(path, KEY, Excerpt.of(malformed.getOriginalMessage())));
    }
  }

  private static void requireKnownFormat(Path path, JsonNode root) {
    JsonNode format = root.path(FORMAT_KEY);
    if (!root.isObject() || !format.isInt()) {
      throw FoveaException.data("%s is damaged: its %s has no format".formatted(path, KEY));
    }
    if (format.intValue() != FORMAT) {
      throw FoveaException.data(
          "%s has format %d, this version of Fovea reads %d; use the version that wrote it"
              .formatted(path, format.intValue(), FORMAT));
    }
  }

  private static String place(JsonMappingException wrong) {
    return wrong.getPath().stream()
        .map(step -> step.getFieldName() == null ? "" + step.getIndex() : step.getFieldName())
        .collect(Collectors.joining("."));
  }

  private static String reason(JsonMappingException wrong) {
    Throwable cause = wrong.getCause();
    boolean ours = cause instanceof FoveaException || cause instanceof IllegalArgumentException;
    // Jackson's reasons end in hints to programmers, in brackets or after a semicolon.
    return Excerpt.of(ours ? cause.getMessage() : wrong.getOriginalMessage().split(" \\(|;", 2)[0]);
  }
}

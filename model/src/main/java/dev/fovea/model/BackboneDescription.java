package dev.fovea.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fovea.core.FoveaException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a file of a backbone's weights alone says beside them, in safetensors' metadata.
 *
 * @param backbone one of {@link Architecture#BACKBONES}
 * @param normEpsilon added to the variance
 * @param mean of red, green, blue that the weights expect to be taken away
 * @param deviation of red, green, blue that they expect to be divided by
 * @param importedAs whose they were
 */
public record BackboneDescription(
    String backbone,
    double normEpsilon,
    List<Double> mean,
    List<Double> deviation,
    String importedAs) {
  private static final String KEY = "fovea.backbone";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  public BackboneDescription {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
  }

  /** The metadata of a file that {@code safetensors.torch.load_file} reads too. */
  public Map<String, String> toMetadata() {
    return Map.of("format", "pt", KEY, JSON.valueToTree(this).toString());
  }

  /**
   * What the metadata of a file say; nothing where it is none of a backbone.
   *
   * @throws FoveaException when it is damaged
   */
  public static Optional<BackboneDescription> of(SafetensorsFile file) {
    String text = file.metadata().get(KEY);
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(text, BackboneDescription.class));
    } catch (JsonProcessingException wrong) {
      throw FoveaException.data(
          "%s is damaged: its %s cannot be used: %s"
              .formatted(file.path(), KEY, Excerpt.of(wrong.getOriginalMessage())));
    }
  }
}

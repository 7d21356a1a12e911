package dev.fovea.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fovea.core.FoveaException;
import dev.fovea.data.LabelledImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What COCO holds beyond boxes: masks, and ids of 64 bits. */
class CocoMasksTest {
  private static final List<String> MASKS =
      List.of(
          "[[1.5, 2, 9, 3.25, 5, 8], [1, 1, 2, 1, 2, 2]]",
          "{\"size\": [10, 20], \"counts\": [0, 20, 180]}",
          "{\"counts\": \"Ä}]\\\"0_\\\\1\", \"size\": [10, 20]}",
          "[]");

  @TempDir private Path root;

  @BeforeEach
  void picture() throws IOException {
    MadePictures.picture(root.resolve("train/ä.png"));
  }

  /** An annotation for each mask with the id that is given, and one without a mask. */
  private void write(long... ids) throws IOException {
    StringBuilder annotations = new StringBuilder();
    for (int i = 0; i < ids.length; i++) {
      String mask = i < MASKS.size() ? "\"segmentation\": " + MASKS.get(i) + ",\n " : "";
      annotations.append(i == 0 ? "" : ",\n").append("{").append(mask);
      annotations.append("\"id\": %d, \"image_id\": 9007199254740993, ".formatted(ids[i]));
      annotations.append("\"category_id\": 9223372036854775807, \"bbox\": [1, 1, 8, 8]}");
    }
    MadePictures.text(
        root.resolve("train.json"),
        """
        {"images": [{"id": 9007199254740993, "file_name": "ä.png", "width": 20, "height": 10}],
        "annotations": [%s],
        "categories": [{"id": 9223372036854775807, "name": "ü"}]}
        """
            .formatted(annotations));
  }

  private Conversion convert(String format) {
    return Conversion.write(
        Conversion.read(root),
        DatasetFormats.writer(format, root),
        root.resolve("out"),
        PictureStore.Transfer.COPY);
  }

  private JsonNode written() throws IOException {
    return new JsonMapper().readTree(root.resolve("out/train.json").toFile()).get("annotations");
  }

  @Test
  void polygonsAndRunLengthsAreTakenOverAsTheyStand() throws IOException {
    write(41, 42, 43, 44, 45);
    assertThat(convert("coco").losses()).isEmpty();
    Map<Long, JsonNode> masks = new HashMap<>();
    written().forEach(each -> masks.put(each.get("id").asLong(), each.get("segmentation")));
    for (int i = 0; i < MASKS.size(); i++) {
      assertThat(masks.get(41L + i)).isEqualTo(new JsonMapper().readTree(MASKS.get(i)));
    }
    assertThat(masks.get(45L)).isNull();
  }

  @Test
  void masksOfAnnotationsWithoutIdsOfTheirOwnAreNamedAsLost() throws IOException {
    write(41, 0, 43, 44);
    assertThat(convert("coco").losses())
        .containsExactly(
            "COCO: segmentations are not kept, whose annotations have no ids of their own (4).");
    assertThat(written()).noneMatch(each -> each.has("segmentation"));
  }

  @Test
  void idsOf64BitsAreExact() throws IOException {
    write(9007199254740993L, 9007199254740992L, Long.MAX_VALUE);
    convert("coco");
    LabelledImage image = DatasetFormats.read(root.resolve("out"), "train").images().getFirst();
    assertThat(image.id()).isEqualTo(9007199254740993L);
    assertThat(image.annotations())
        .extracting(each -> each.id())
        .containsExactly(9007199254740993L, 9007199254740992L, Long.MAX_VALUE);
    assertThat(DatasetFormats.read(root.resolve("out"), "train").classes().ids())
        .containsExactly(Long.MAX_VALUE);
  }

  @Test
  void idsThatNeedMoreThan64BitsOrAreNoneAreRefused() throws IOException {
    assertRefused("9223372036854775808", "has 9223372036854775808 in id");
    assertRefused("1e17", "1.0E17 in id");
    assertRefused("1.5", "1.5 in id", "whole number");
    assertRefused("\"seven\"", "'seven' in id");
  }

  private void assertRefused(String id, String... parts) throws IOException {
    MadePictures.text(
        root.resolve("train.json"),
        "{\"images\": [{\"id\": %s, \"file_name\": \"ä.png\", \"width\": 20, \"height\": 10}]}"
            .formatted(id));
    assertThatThrownBy(() -> DatasetFormats.read(root, "train"))
        .isInstanceOf(FoveaException.class)
        .hasMessageContainingAll(parts)
        .hasMessageContaining("images[0]");
  }
}

package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.format.DatasetFormats;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSplitCommandTest {
  @TempDir private Path folder;
  private SmallVoc data;
  private Path out;

  @BeforeEach
  void makeData() throws IOException {
    data = SmallVoc.in(folder.resolve("voc"));
    out = folder.resolve("parts");
  }

  private CommandRun split(String... options) {
    List<String> arguments = new ArrayList<>(List.of("data", "split", data.root().toString()));
    arguments.addAll(List.of("--out", out.toString()));
    arguments.addAll(List.of(options));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void theImagesOfAllSplitsAreDividedInTheirOwnFormat() {
    CommandRun run = split("--parts", "train=0.5,val=0.5");
    assertThat(run.code()).as(run.error()).isZero();
    assertThat(run.out()).contains(out + ": VOC", "       3         0         6          0  val");
    Dataset train = DatasetFormats.read(out, "train");
    Dataset val = DatasetFormats.read(out, "val");
    List<String> names = new ArrayList<>();
    train.images().forEach(image -> names.add(image.name()));
    val.images().forEach(image -> names.add(image.name()));
    assertThat(names)
        .containsExactlyInAnyOrder("0.png", "1.png", "2.png", "3.png", "4.png", "5.png");
    assertThat(train.images()).allMatch(image -> image.annotations().size() == 2);
  }

  @Test
  void oneSplitIsDividedIntoAnotherFormat() throws IOException {
    CommandRun run = split("--parts", "a=0.5,b=0.5", "--split", "train", "--to", "coco", "--json");
    assertThat(run.code()).as(run.error()).isZero();
    JsonNode json = JsonMapper.builder().build().readTree(run.out());
    assertThat(json.at("/format").asText()).isEqualTo("COCO");
    assertThat(json.at("/splits/1/images").asInt()).isEqualTo(2);
    assertThat(DatasetFormats.read(out, "a").images())
        .extracting(LabelledImage::name)
        .isSubsetOf("0.png", "1.png", "2.png", "3.png");
  }

  @Test
  void picturesOfOneGroupStayTogether() {
    assertThat(split("--parts", "a=0.5,b=0.5", "--group", "^([0-2]|[3-5])").code()).isZero();
    assertThat(split("--parts", "a=0.5,b=0.5", "--group", "^[0-2]").code()).isEqualTo(2);
  }

  @Test
  void whatCannotBeDividedIsUnusableAndNothingIsWritten() {
    assertThat(split("--parts", "a=0.5").error()).contains("train=0.8,val=0.2");
    assertThat(split("--parts", "a=0.5,b=0.5", "--group", "(").error()).contains("expression");
    assertThat(split("--parts", "a=0.5,b=0.5", "--group", "(7)").error()).contains("0.png");
    assertThat(split("--parts", "a=0.5,b=0.5", "--group", "folder").code()).isEqualTo(2);
    assertThat(split("--parts", "a=0.99,b=0.01").error()).contains("part b would have none");
    assertThat(split("--parts", "a=0.5,b=0.5", "--split", "trian").error())
        .contains("no split trian", "Did you mean train?");
    assertThat(split("--parts", "a=0.5,b=0.5", "--to", "cocoo").code()).isEqualTo(2);
    assertThat(out).doesNotExist();
  }
}

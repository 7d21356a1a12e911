package dev.fovea.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.ClassNames;
import dev.fovea.core.FoveaException;
import dev.fovea.core.Preprocessing;
import dev.fovea.core.anchor.AnchorSettings;
import dev.fovea.core.detect.PostProcessing;
import dev.fovea.model.Architecture.HeadNorm;
import dev.fovea.model.Architecture.Norm;
import dev.fovea.model.Architecture.PyramidTop;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFileTest {
  private static final ModelDescription DESCRIPTION =
      new ModelDescription(
          new Architecture("resnet18", Norm.BATCH, 1e-5, PyramidTop.P5, 64, 2, HeadNorm.GROUP),
          new ClassNames(List.of("RBC", "Blutplättchen"), List.of(1L, 90L)),
          AnchorSettings.torchvision(),
          Preprocessing.imagenet(320, 427),
          PostProcessing.detectron2(),
          Map.of("seed", "7", "settings", "like: torchvision\n"));

  private static final String PINNED =
      """
      {"format":1,"architecture":{"backbone":"resnet18","norm":"BATCH","normEpsilon":1.0E-5,\
      "p6":"P5","width":64,"headDepth":2,"headNorm":"GROUP"},"classes":{"names":["RBC",\
      "Blutplättchen"],"ids":[1,90]},"anchors":{"sizes":[32.0,64.0,128.0,256.0,512.0],\
      "scales":[1.0,1.2599210498948732,1.5874010519681994],"ratios":[0.5,1.0,2.0],\
      "stride":"PADDED_OVER_GRID","centre":"CORNER","rounding":"TORCHVISION",\
      "order":"RATIO_MAJOR"},"preprocessing":{"shortSide":320,"longSide":427,\
      "mean":[0.485,0.456,0.406],"deviation":[0.229,0.224,0.225],"divisor":32},\
      "postProcessing":{"scoreThreshold":0.05,"coarsestScoreThreshold":0.05,"topK":1000,\
      "nms":0.5,"maxDetections":100,"clip":"AFTER_NMS"},"provenance":{"seed":"7",\
      "settings":"like: torchvision\\n"}}""";

  @TempDir Path folder;

  @Test
  void whatWasWrittenIsRead() {
    Path path = folder.resolve("m.safetensors");
    ModelFile.write(path, DESCRIPTION, weights());
    try (ModelFile model = ModelFile.read(path)) {
      assertThat(model.description()).isEqualTo(DESCRIPTION);
      assertThat(model.tensor("x").toFloats()).containsExactly(1, 2);
      assertThatThrownBy(() -> model.tensor("y")).hasMessageContaining("lacks the tensor y");
    }
  }

  @Test
  void thresholdsAreStoredBesideTheSameTensors() {
    Path path = folder.resolve("m.safetensors");
    ModelFile.write(path, DESCRIPTION, weights());
    ModelDescription changed = DESCRIPTION.withThresholds(Map.of("RBC", 0.25));
    try (ModelFile model = ModelFile.read(path)) {
      model.replaceDescription(changed);
      assertThat(model.description().thresholds()).isEmpty();
    }
    try (ModelFile model = ModelFile.read(path)) {
      assertThat(model.description()).isEqualTo(changed);
      assertThat(model.description().thresholds()).containsExactly(Map.entry("RBC", 0.25));
      assertThat(model.tensor("x").toFloats()).containsExactly(1, 2);
    }
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void aThresholdIsOfAKnownClassAndAProbability() {
    assertThatThrownBy(() -> DESCRIPTION.withThresholds(Map.of("WBC", 0.5)))
        .hasMessage("a threshold of WBC, which is no class");
    assertThatThrownBy(() -> DESCRIPTION.withThresholds(Map.of("RBC", 1.5)))
        .hasMessage("the threshold of RBC is 1.5; accepted: from 0 to 1");
  }

  /** Files that are out there must stay readable: change this text only with the format. */
  @Test
  void theDescriptionsTextIsPinned() {
    assertThat(DescriptionJson.write(DESCRIPTION)).isEqualTo(PINNED);
    assertThat(DescriptionJson.read(Path.of("m"), Map.of(DescriptionJson.KEY, PINNED)))
        .isEqualTo(DESCRIPTION);
  }

  /** The pinned text has none of them: they mean something else than what is usual. */
  @Test
  void conventionsOfAFewModelsAreKept() {
    ModelDescription mmdetection =
        new ModelDescription(
            DESCRIPTION.architecture(),
            DESCRIPTION.classes(),
            DESCRIPTION.anchors(),
            DESCRIPTION.preprocessing(),
            PostProcessing.mmdetection(),
            Map.of());
    String text = DescriptionJson.write(mmdetection);
    assertThat(text).contains("\"deltaLimit\":\"BOTH\"");
    assertThat(DescriptionJson.read(Path.of("m"), Map.of(DescriptionJson.KEY, text)))
        .isEqualTo(mmdetection);
  }

  @Test
  void ofARunFolderTheBestIsRead() {
    ModelFile.write(folder.resolve("best.safetensors"), DESCRIPTION, weights());
    try (ModelFile model = ModelFile.read(folder)) {
      assertThat(model.path()).isEqualTo(folder.resolve("best.safetensors"));
    }
  }

  @Test
  void aFolderWithoutAModelSaysSo() {
    assertThatThrownBy(() -> ModelFile.read(folder))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("holds no best.safetensors");
  }

  @Test
  void aMissingPathSaysSo() {
    assertThatThrownBy(() -> ModelFile.read(folder.resolve("none")))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("give a model file or a run folder");
  }

  @Test
  void foreignWeightsAreNoModel() {
    Path path = folder.resolve("weights.safetensors");
    Safetensors.write(path, Map.of("format", "pt"), weights());
    assertThatThrownBy(() -> ModelFile.read(path))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("no Fovea model");
  }

  @Test
  void aPictureIsNoModel() throws IOException {
    Path path = Files.write(folder.resolve("a.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 13});
    assertThatThrownBy(() -> ModelFile.read(path))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("a.png is not a whole, well-formed safetensors file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"format\":1        | \"format\":2          | has format 2",
        "\"format\":1        | \"form\":1            | has no format",
        "\"width\":64        | \"width\":-1          | width is -1",
        "\"width\":64        | \"width\":\"64\"      | architecture.width",
        "\"width\":64        | \"width\":64,\"b\":7    | architecture.b",
        "\"width\":64,       | ''                    | architecture.width",
        "resnet18            | vgg16                 | backbone is vgg16",
        "PADDED_OVER_GRID    | SQUARE                | anchors.stride",
        "[32.0,64.0,128.0,256.0,512.0] | []          | anchors.sizes is empty",
        "\"ids\":[1,90]      | \"ids\":[1]           | 2 names but 1 ids",
        "\"nms\":0.5         | \"nms\":null          | postProcessing.nms",
        "\"provenance\"      | \"thresholds\":{\"RBC\":2},\"provenance\" | threshold of RBC is 2.0",
        "\"provenance\"      | \"thresholds\":{\"RBC\":null},\"provenance\" | RBC is null",
        "}                   | ''                    | not JSON",
      })
  void aDamagedDescriptionIsRefused(String good, String bad, String reason) {
    Path path = folder.resolve("m.safetensors");
    String text = PINNED.replace(good, bad);
    Safetensors.write(path, Map.of(DescriptionJson.KEY, text), weights());
    assertThatThrownBy(() -> ModelFile.read(path))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("m.safetensors")
        .hasMessageContaining(reason);
  }

  private static SequencedMap<String, TensorView> weights() {
    MemorySegment data = MemorySegment.ofArray(new float[] {1, 2});
    return SafetensorsTest.mapOf("x", new TensorView(DType.F32, List.of(2L), data));
  }
}

package dev.fovea.onnx.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.fovea.core.FoveaException;
import dev.fovea.core.Preprocessing;
import dev.fovea.core.Size;
import dev.fovea.model.ModelFile;
import dev.fovea.model.TensorView;
import dev.fovea.onnx.TinyModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxExportTest {
  @TempDir private static Path folder;
  private static Path model;

  @BeforeAll
  static void writeModel() {
    model = TinyModel.write(folder.resolve("model.safetensors"));
  }

  @Test
  void detectionsHaveTheContractsNamesAndShapes() throws OrtException {
    InputShape four = new InputShape(4, 0, 0);
    try (OrtSession session = session(ExportOptions.ofDetections().with(four))) {
      assertThat(described(session.getInputInfo()))
          .containsOnly(Map.entry("images", "UINT8 [4, 3, -1, -1]"));
      assertThat(described(session.getOutputInfo()))
          .containsOnly(
              Map.entry("boxes", "FLOAT [4, 300, 4]"),
              Map.entry("scores", "FLOAT [4, 300]"),
              Map.entry("classes", "INT64 [4, 300]"),
              Map.entry("count", "INT64 [4]"));
    }
  }

  @Test
  void headsHaveTheirLevelsNamesAndShapes() throws OrtException {
    InputShape fixed = InputShape.fixed(1, new Size(96, 64));
    try (OrtSession session = session(ExportOptions.ofHeads().with(fixed))) {
      assertThat(described(session.getInputInfo()))
          .containsOnly(Map.entry("images", "FLOAT [1, 3, 64, 96]"));
      assertThat(described(session.getOutputInfo()))
          .hasSize(10)
          .contains(
              Map.entry("logits_p3", "FLOAT [1, 8, 12, 18]"),
              Map.entry("deltas_p3", "FLOAT [1, 8, 12, 36]"),
              Map.entry("logits_p7", "FLOAT [1, 1, 1, 18]"));
    }
  }

  @Test
  void metadataTellOfClassesAndThresholds() throws OrtException {
    try (OrtSession session = session(ExportOptions.ofDetections())) {
      assertThat(session.getMetadata().getCustomMetadata())
          .containsEntry("classes", "{\"1\":\"disc\",\"7\":\"bar\"}")
          .containsEntry("thresholds", "{\"bar\":0.25}")
          .containsEntry("score_threshold", "0.05")
          .containsEntry("outputs", "detections");
    }
  }

  @Test
  void aCanvasThatIsNoMultipleOf32IsRefusedBeforeAnythingIsWritten() {
    ExportOptions odd = ExportOptions.ofHeads().with(InputShape.fixed(1, new Size(100, 64)));
    Path out = folder.resolve("odd.onnx");
    try (ModelFile file = ModelFile.read(model)) {
      assertThatThrownBy(() -> OnnxExport.write(file, odd, out))
          .isInstanceOf(FoveaException.class)
          .hasMessageContaining("64×100")
          .hasMessageContaining("multiples of 32");
    }
    assertThat(out).doesNotExist();
  }

  @Test
  void aMissingTensorIsNamed() {
    Path lacking = folder.resolve("lacking.safetensors");
    try (ModelFile file = ModelFile.read(model)) {
      SequencedMap<String, TensorView> tensors = new LinkedHashMap<>(file.tensors());
      tensors.remove("head.regression_head.bbox_reg.bias");
      ModelFile.write(lacking, file.description(), tensors);
    }
    Path out = folder.resolve("lacking.onnx");
    try (ModelFile file = ModelFile.read(lacking)) {
      assertThatThrownBy(() -> OnnxExport.write(file, ExportOptions.ofHeads(), out))
          .isInstanceOf(FoveaException.class)
          .hasMessageContaining("head.regression_head.bbox_reg.bias");
    }
    assertThat(Files.exists(out)).isFalse();
  }

  @Test
  void theUsualSizeIsALandscapeOfBothSides() {
    Preprocessing preprocessing = Preprocessing.imagenet(320, 427);
    assertThat(OnnxExport.usualSize(preprocessing, true)).isEqualTo(new Size(427, 320));
    assertThat(OnnxExport.usualSize(preprocessing, false)).isEqualTo(new Size(448, 320));
  }

  private static Map<String, String> described(Map<String, NodeInfo> ports) {
    return ports.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                port -> {
                  TensorInfo info = (TensorInfo) port.getValue().getInfo();
                  List<Long> shape = Arrays.stream(info.getShape()).boxed().toList();
                  return info.type + " " + shape;
                }));
  }

  private static OrtSession session(ExportOptions options) throws OrtException {
    Path graph = folder.resolve("graph.onnx");
    try (ModelFile file = ModelFile.read(model)) {
      OnnxExport.write(file, options, graph);
    }
    return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "fovea")
        .createSession(graph.toString());
  }
}

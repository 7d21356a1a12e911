package dev.fovea.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.Detection;
import dev.fovea.core.FoveaException;
import dev.fovea.core.anchor.AnchorGrid;
import dev.fovea.core.anchor.AnchorSettings;
import dev.fovea.core.box.Box;
import dev.fovea.core.detect.PostProcessing.Clip;
import dev.fovea.core.head.ElementType;
import dev.fovea.core.head.HeadOutputs;
import dev.fovea.core.head.LevelOutputs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PostProcessorTest {
  private static final AnchorGrid GRID = AnchorGrid.of(AnchorSettings.torchvision(), 160, 128);
  private static final ImageFrame SAME = new ImageFrame(160, 128, 160, 128);
  private static final int CLASSES = 3;

  @Test
  void detectionsAreTorchvisions() throws IOException {
    HeadOutputs outputs = SyntheticOutputs.of(GRID, 2, CLASSES, ElementType.FLOAT32);
    PostProcessor processor = new PostProcessor(PostProcessing.torchvision());
    List<Detection> found = List.of();
    int next = 0;
    int images = 0;
    for (String line : recorded()) {
      String[] words = line.split(" ");
      if (words[0].equals("image")) {
        assertThat(found).hasSize(next);
        int[] n = Arrays.stream(words).skip(1).mapToInt(Integer::parseInt).toArray();
        found = processor.detections(outputs, n[0], GRID, new ImageFrame(n[2], n[1], n[4], n[3]));
        next = 0;
        images++;
        continue;
      }
      Detection detection = found.get(next++);
      assertThat(detection.classIndex()).as(line).isEqualTo(Integer.parseInt(words[0]));
      assertThat(detection.score()).isCloseTo(Float.parseFloat(words[1]), within(2e-7f));
      float[] box = coordinates(detection.box());
      for (int i = 0; i < 4; i++) {
        assertThat(box[i]).as(line).isCloseTo(Float.parseFloat(words[2 + i]), within(1e-3f));
      }
    }
    assertThat(found).hasSize(next);
    assertThat(images).isEqualTo(2);
  }

  private static List<String> recorded() throws IOException {
    try (InputStream file =
        PostProcessorTest.class.getResourceAsStream("torchvision-detections.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }

  @Test
  void anExpectedObjectIsFoundWhereItsDeltasSay() {
    HeadOutputs outputs = nothing(ElementType.FLOAT32);
    int anchor = (7 * 20 + 10) * 9 + 3;
    set(outputs, 0, anchor, 2, 1.5f);
    // Anchor [−16, 16]² at column 10, row 7 of stride 8, moved by a quarter of its width.
    LevelOutputs level = outputs.levels().get(0);
    level.set(level.deltas(), 4L * anchor, 0.25f);
    ImageFrame frame = new ImageFrame(160, 128, 320, 128);
    assertThat(new PostProcessor(PostProcessing.paper()).detections(outputs, 0, GRID, frame))
        .containsExactly(
            new Detection(2, (float) (1 / (1 + Math.exp(-1.5))), new Box(144, 40, 208, 72)));
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void nanLogitsOrBoxesNeverPass(ElementType type) {
    HeadOutputs outputs = nothing(type);
    set(outputs, 0, 100, 0, Float.NaN);
    set(outputs, 1, 50, 1, 2);
    set(outputs, 1, 70, 1, 1);
    LevelOutputs level = outputs.levels().get(1);
    level.set(level.deltas(), 4 * 50 + 1, Float.NaN);
    List<Detection> found =
        new PostProcessor(PostProcessing.paper()).detections(outputs, 0, GRID, SAME);
    assertThat(found).hasSize(1);
    assertThat(found.get(0).score()).isCloseTo(0.731f, within(1e-3f));
  }

  @Test
  void bfloat16OutputsGiveWhatTheirRoundedFloatsGive() {
    HeadOutputs halves = SyntheticOutputs.of(GRID, 1, CLASSES, ElementType.BFLOAT16);
    HeadOutputs floats = SyntheticOutputs.zeros(GRID, 1, CLASSES, ElementType.FLOAT32);
    for (int i = 0; i < GRID.levels(); i++) {
      LevelOutputs from = halves.levels().get(i);
      LevelOutputs to = floats.levels().get(i);
      for (long j = 0; j < from.logits().byteSize() / 2; j++) {
        to.set(to.logits(), j, from.get(from.logits(), j));
      }
      for (long j = 0; j < from.deltas().byteSize() / 2; j++) {
        to.set(to.deltas(), j, from.get(from.deltas(), j));
      }
    }
    PostProcessor processor = new PostProcessor(PostProcessing.torchvision());
    assertThat(processor.detections(halves, 0, GRID, SAME))
        .isNotEmpty()
        .isEqualTo(processor.detections(floats, 0, GRID, SAME));
  }

  @Test
  void aScoreOfExactlyTheThresholdDoesNotPass() {
    HeadOutputs outputs = nothing(ElementType.FLOAT32);
    set(outputs, 0, 700, 0, 0);
    assertThat(detect(outputs, new PostProcessing(0.5f, 1000, 0.5, 100, Clip.BEFORE_NMS)))
        .isEmpty();
    assertThat(detect(outputs, new PostProcessing(0.4999f, 1000, 0.5, 100, Clip.BEFORE_NMS)))
        .hasSize(1);
  }

  @Test
  void topKHoldsForEachLevelTheMaximumForTheImage() {
    HeadOutputs outputs = SyntheticOutputs.of(GRID, 1, CLASSES, ElementType.FLOAT32);
    // NMS at 1 keeps all.
    assertThat(detect(outputs, new PostProcessing(0.05f, 7, 1, 100, Clip.BEFORE_NMS))).hasSize(35);
    List<Detection> found = detect(outputs, new PostProcessing(0.05f, 7, 1, 20, Clip.BEFORE_NMS));
    assertThat(found).hasSize(20);
    for (int i = 1; i < 20; i++) {
      assertThat(found.get(i).score()).isLessThanOrEqualTo(found.get(i - 1).score());
    }
  }

  /** MMDetection's {@code min_bbox_size} of 0: they are gone before the best are counted. */
  @Test
  void boxesOutsideTheImageMayBeDroppedBeforeSuppression() {
    HeadOutputs outputs = nothing(ElementType.FLOAT32);
    set(outputs, 0, 3, 0, 2);
    set(outputs, 0, 4, 0, 1);
    LevelOutputs level = outputs.levels().get(0);
    level.set(level.deltas(), 4L * 3, -4f);
    List<Detection> all = detect(outputs, new PostProcessing(0.05f, 10, 0.5, 9, Clip.BEFORE_NMS));
    assertThat(all).hasSize(2);
    assertThat(all.getFirst().box().width()).isZero();
    PostProcessing full = new PostProcessing(0.05f, 10, 0.5, 1, Clip.BEFORE_NMS_WITHOUT_EMPTY);
    assertThat(detect(outputs, full)).containsExactly(all.getLast());
  }

  @Test
  void clippingAfterSuppressionComparesWholeBoxes() {
    HeadOutputs outputs = nothing(ElementType.FLOAT32);
    // The anchors [−16, 16]² and [−20, 20]² of the first cell, the second moved to the left.
    set(outputs, 0, 3, 0, 2);
    set(outputs, 0, 4, 0, 1);
    LevelOutputs level = outputs.levels().get(0);
    level.set(level.deltas(), 4L * 4, -0.25f);
    // Whole: 26·32 / (1024 + 1600 − 832) = 0.46; inside: 10·16 / (256 + 200 − 160) = 0.54.
    assertThat(detect(outputs, new PostProcessing(0.05f, 10, 0.5, 9, Clip.AFTER_NMS))).hasSize(2);
    assertThat(detect(outputs, new PostProcessing(0.05f, 10, 0.5, 9, Clip.BEFORE_NMS))).hasSize(1);
  }

  @Test
  void boxesOutsideOfTheImageAreDroppedAsDetectron2Does() {
    HeadOutputs outputs = nothing(ElementType.FLOAT32);
    set(outputs, 0, 3, 0, 2);
    LevelOutputs level = outputs.levels().get(0);
    level.set(level.deltas(), 4L * 3, -1f);
    assertThat(detect(outputs, PostProcessing.detectron2())).isEmpty();
    assertThat(detect(outputs, PostProcessing.torchvision())).hasSize(1);
  }

  @Test
  void theAuthorsDetectronTakesAnyScoreOnTheCoarsestLevel() {
    HeadOutputs outputs = nothing(ElementType.FLOAT32);
    set(outputs, 3, 0, 0, -5);
    set(outputs, 4, 0, 0, -5);
    assertThat(detect(outputs, PostProcessing.paper())).isEmpty();
    // All others of the level have a score of 0, or overlap.
    assertThat(detect(outputs, PostProcessing.detectron())).hasSize(1);
  }

  @Test
  void aGridOfAnotherInputIsRefused() {
    AnchorGrid other = AnchorGrid.of(AnchorSettings.torchvision(), 160, 160);
    PostProcessor processor = new PostProcessor(PostProcessing.paper());
    HeadOutputs outputs = nothing(ElementType.FLOAT32);
    assertThatThrownBy(() -> processor.detections(outputs, 0, other, SAME))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("level 0");
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new PostProcessing(1, 1000, 0.5, 100, Clip.BEFORE_NMS))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("detect.scoreThreshold is 1.0");
    assertThatThrownBy(() -> new PostProcessing(0.1f, 0, 0.5, 100, Clip.BEFORE_NMS))
        .hasMessageContaining("detect.topK is 0");
    assertThatThrownBy(() -> new PostProcessing(0.1f, 1, Double.NaN, 100, Clip.BEFORE_NMS))
        .hasMessageContaining("detect.nms is NaN");
  }

  private static List<Detection> detect(HeadOutputs outputs, PostProcessing settings) {
    return new PostProcessor(settings).detections(outputs, 0, GRID, SAME);
  }

  private static HeadOutputs nothing(ElementType type) {
    HeadOutputs outputs = SyntheticOutputs.zeros(GRID, 1, CLASSES, type);
    for (LevelOutputs level : outputs.levels()) {
      for (long i = 0; i < level.logits().byteSize() / type.bytes(); i++) {
        level.set(level.logits(), i, -200);
      }
    }
    return outputs;
  }

  private static void set(HeadOutputs outputs, int level, int anchor, int kind, float logit) {
    LevelOutputs at = outputs.levels().get(level);
    at.set(at.logits(), (long) anchor * CLASSES + kind, logit);
  }

  private static float[] coordinates(Box box) {
    return new float[] {box.x1(), box.y1(), box.x2(), box.y2()};
  }
}

package dev.fovea.data.format;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.fovea.core.ClassNames;
import dev.fovea.core.FoveaException;
import dev.fovea.core.eval.CocoBox;
import dev.fovea.core.eval.DetectedObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * COCO's results format: a JSON list of {@code {"image_id", "category_id", "bbox": [x, y, width,
 * height], "score"}}, every number in full precision.
 */
public final class CocoResults {
  private final CocoCursor cursor;
  private final Set<Long> images;
  private final Map<Long, Integer> classIndex = new HashMap<>();

  private CocoResults(CocoCursor cursor, CocoTruth truth) {
    this.cursor = cursor;
    this.images = new HashSet<>(truth.imageIds());
    for (long id : truth.classes().ids()) {
      classIndex.put(id, classIndex.size());
    }
  }

  /**
   * Reads detections; other fields, among them {@code segmentation} and {@code area}, are skipped.
   *
   * @return in the file's order; none for an empty list
   * @throws FoveaException with place, line and column of what cannot be used, also of an image or
   *     category that the ground truth does not have
   */
  public static List<DetectedObject> read(Path file, CocoTruth truth) {
    return CocoCursor.open(file, cursor -> new CocoResults(cursor, truth).readAll());
  }

  /**
   * Writes detections in their order.
   *
   * @param classes whose ids are written for the class indices
   * @throws FoveaException if the file cannot be written
   */
  public static void write(Path file, List<DetectedObject> detections, ClassNames classes) {
    try (JsonGenerator json =
        new JsonFactory().createGenerator(Files.newOutputStream(file), JsonEncoding.UTF8)) {
      json.writeStartArray();
      for (DetectedObject detection : detections) {
        write(json, detection, classes);
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw FoveaException.machine(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static void write(JsonGenerator json, DetectedObject detection, ClassNames classes)
      throws IOException {
    CocoBox box = detection.box();
    json.writeStartObject();
    json.writeNumberField("image_id", detection.imageId());
    json.writeNumberField("category_id", classes.id(detection.classIndex()));
    json.writeFieldName("bbox");
    json.writeArray(new double[] {box.x(), box.y(), box.width(), box.height()}, 0, 4);
    json.writeNumberField("score", detection.score());
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private List<DetectedObject> readAll() throws IOException {
    if (!cursor.atList()) {
      throw cursor.error(
          "must be a list: [{\"image_id\":…, \"category_id\":…, \"bbox\":[x, y, width, height],"
              + " \"score\":…}, …]");
    }
    cursor.enterList("");
    List<DetectedObject> detections = new ArrayList<>();
    while (cursor.nextEntry()) {
      detections.add(readOne());
    }
    return detections;
  }

  private DetectedObject readOne() throws IOException {
    OptionalLong image = OptionalLong.empty();
    OptionalInt category = OptionalInt.empty();
    Optional<CocoBox> box = Optional.empty();
    OptionalDouble score = OptionalDouble.empty();
    while (cursor.nextField()) {
      switch (cursor.field()) {
        case "image_id" -> image = OptionalLong.of(knownImage());
        case "category_id" -> category = OptionalInt.of(knownCategory());
        case "bbox" -> box = Optional.of(cursor.box());
        case "score" -> score = OptionalDouble.of(cursor.number());
        default -> cursor.skip();
      }
    }
    return new DetectedObject(
        image.orElseThrow(() -> cursor.entryError("has no \"image_id\"")),
        category.orElseThrow(() -> cursor.entryError("has no \"category_id\"")),
        score.orElseThrow(() -> cursor.entryError("has no \"score\"")),
        box.orElseThrow(() -> cursor.entryError("has no \"bbox\": [x, y, width, height]")));
  }

  private long knownImage() throws IOException {
    long id = cursor.id();
    if (!images.contains(id)) {
      throw cursor.error(
          "is " + id + ", which is none of the ground truth's " + images.size()
              + " images; detections and ground truth must be of the same data set");
    }
    return id;
  }

  private int knownCategory() throws IOException {
    long id = cursor.id();
    Integer index = classIndex.get(id);
    if (index == null) {
      throw cursor.error(
          "is " + id + ", which is none of the ground truth's " + classIndex.size()
              + " categories; the data set's own ids are needed, not class indices");
    }
    return index;
  }
}

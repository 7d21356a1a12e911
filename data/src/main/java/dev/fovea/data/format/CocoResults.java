package dev.fovea.data.format;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.fovea.core.ClassNames;
import dev.fovea.core.FoveaException;
import dev.fovea.core.eval.CocoBox;
import dev.fovea.core.eval.DetectedObject;
import dev.fovea.core.eval.DetectedObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * COCO's results format: a JSON list of {@code {"image_id", "category_id", "bbox": [x, y, width,
 * height], "score"}}, every number in full precision.
 */
public final class CocoResults {
  private static final int EXPECTED = 1 << 13;
  private static final CocoBox NO_BOX = new CocoBox(0, 0, 0, 0);

  private final ResultIds ids;

  private CocoResults(ResultIds ids) {
    this.ids = ids;
  }

  /**
   * Reads detections; other fields, among them {@code segmentation} and {@code area}, are skipped.
   *
   * @return in the file's order, in flat arrays; none for an empty list
   * @throws FoveaException with place, line and column of what cannot be used, also of an image or
   *     category that the ground truth does not have
   */
  public static DetectedObjects read(Path file, CocoTruth truth) {
    return DetectedObjects.joined(CocoCursor.openList(file, reading(truth)));
  }

  /** How a list of results of this ground truth is read. */
  static CocoCursor.Reading<DetectedObjects> reading(CocoTruth truth) {
    return new CocoResults(new KnownIds(truth))::readList;
  }

  /**
   * The same without a look at the ground truth: the category's id stands in place of the class's
   * index.
   *
   * @return nothing for a file with a mistake, or with an id that is no index
   */
  static Optional<DetectedObjects> readUnresolved(Path file) {
    return ListParts.read(file, new CocoResults(ResultIds.AS_WRITTEN)::readList)
        .map(DetectedObjects::joined);
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

  private DetectedObjects readList(CocoCursor cursor) throws IOException {
    if (!cursor.atList()) {
      throw cursor.error(
          "must be a list: [{\"image_id\":…, \"category_id\":…, \"bbox\":[x, y, width, height],"
              + " \"score\":…}, …]");
    }
    cursor.enterList("");
    DetectedObjects.Builder detections = new DetectedObjects.Builder(EXPECTED);
    while (cursor.nextEntry()) {
      detections.add(readOne(cursor));
    }
    return detections.build();
  }

  /** Without an Optional for each value: this is the loop in which loading spends its time. */
  private DetectedObject readOne(CocoCursor cursor) throws IOException {
    boolean hasImage = false;
    long image = 0;
    int category = -1;
    boolean hasBox = false;
    CocoBox box = NO_BOX;
    double score = Double.NaN;
    while (cursor.nextField()) {
      switch (cursor.field()) {
        case "image_id" -> {
          image = ids.image(cursor);
          hasImage = true;
        }
        case "category_id" -> category = ids.category(cursor);
        case "bbox" -> {
          box = cursor.box();
          hasBox = true;
        }
        case "score" -> score = cursor.number();
        default -> cursor.skip();
      }
    }
    require(hasImage, cursor, "has no \"image_id\"");
    require(category >= 0, cursor, "has no \"category_id\"");
    require(!Double.isNaN(score), cursor, "has no \"score\"");
    require(hasBox, cursor, "has no \"bbox\": [x, y, width, height]");
    return new DetectedObject(image, category, score, box);
  }

  private static void require(boolean present, CocoCursor cursor, String problem) {
    if (!present) {
      throw cursor.entryError(problem);
    }
  }
}

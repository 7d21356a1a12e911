package dev.fovea.onnx.graph;

import dev.fovea.core.AtomicFiles;
import dev.fovea.core.FoveaException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;

/** The ONNX file format: {@code ModelProto} of {@code onnx.proto}, field numbers as there. */
public final class OnnxFile {
  /** The version of the operators' definitions: ONNX 1.12, of 2022. */
  public static final int OPSET = 17;

  /** The version of the format that came with it. */
  public static final int IR_VERSION = 8;

  private OnnxFile() {}

  /**
   * Writes a file that appears whole or not at all.
   *
   * @param graphName of the graph, for viewers
   * @param metadata key and value, {@code metadata_props}
   * @throws FoveaException when the file cannot be written
   */
  public static void write(
      Path path, GraphBuilder graph, String graphName, Map<String, String> metadata) {
    Message model =
        new Message()
            .number(1, IR_VERSION)
            .text(2, "Fovea")
            .message(7, graph.message(graphName))
            .message(8, new Message().text(1, "").number(2, OPSET));
    metadata.forEach((key, value) -> model.message(14, new Message().text(1, key).text(2, value)));
    if (model.size() > Integer.MAX_VALUE) {
      throw FoveaException.user(
          "%s would have %d bytes; an ONNX file holds at most 2 GB".formatted(path, model.size()));
    }
    AtomicFiles.write(
        path,
        channel -> {
          for (ByteBuffer part : model.encoded()) {
            AtomicFiles.writeFully(channel, part);
          }
        });
  }
}

package dev.fovea.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.fovea.core.FoveaException;
import dev.fovea.core.Image;
import dev.fovea.core.Preprocessing;
import dev.fovea.core.Size;
import dev.fovea.model.ModelFile;
import dev.fovea.onnx.export.Arithmetic;
import dev.fovea.onnx.export.ExportOptions;
import dev.fovea.onnx.export.OnnxExport;
import dev.fovea.onnx.quantize.Histogram;
import dev.fovea.onnx.quantize.RangeRule;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a model's activations are like on pictures, so that it can be exported as int8.
 *
 * <p>Runs the network in single precision on ONNX Runtime, one picture at a time, and keeps a
 * histogram of each activation. Owns the runtime's native memory until it is closed; not for
 * several threads.
 */
public final class Calibration implements AutoCloseable {
  private final Preprocessing preprocessing;
  private final InputPixels inputPixels;
  private final OrtSession session;
  private final List<Histogram> seen;
  private int images;

  private Calibration(Preprocessing preprocessing, OrtSession session) {
    this.preprocessing = preprocessing;
    this.session = session;
    inputPixels = new InputPixels(preprocessing);
    long activations = session.getOutputNames().stream().filter(Calibration::isActivation).count();
    seen = Stream.generate(Histogram::new).limit(activations).toList();
  }

  private static boolean isActivation(String output) {
    return output.startsWith(OnnxExport.activation(0).replace("0", ""));
  }

  /**
   * A calibration of {@code model} that has seen nothing.
   *
   * @throws FoveaException when the model cannot be written as ONNX, or there is no room for a
   *     temporary file
   */
  public static Calibration of(ModelFile model) {
    ExportOptions observed = ExportOptions.ofHeads().with(new Arithmetic.Observed());
    try {
      Path graph = Files.createTempFile("fovea-calibration", ".onnx");
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        OnnxExport.write(model, observed, graph);
        OrtSession session = GraphInput.environment().createSession(graph.toString(), options);
        return new Calibration(model.description().preprocessing(), session);
      } finally {
        Files.delete(graph);
      }
    } catch (IOException failure) {
      throw FoveaException.machine(
          "no temporary file for the calibration: " + failure.getMessage(), failure);
    } catch (OrtException failure) {
      throw failed(failure);
    }
  }

  private static FoveaException failed(OrtException failure) {
    return FoveaException.machine("ONNX Runtime failed: " + failure.getMessage(), failure);
  }

  /**
   * Adds what {@code image} makes of the activations.
   *
   * @throws FoveaException when one of them is not finite
   */
  public void add(Image image) {
    Size content = preprocessing.resized(image.width(), image.height());
    Size size = preprocessing.padded(content);
    FloatBuffer pixels = inputPixels.of(List.of(image), _ -> content, size, 1);
    long[] shape = {1, 3, size.height(), size.width()};
    try (OnnxTensor tensor = OnnxTensor.createTensor(GraphInput.environment(), pixels, shape);
        OrtSession.Result result = session.run(Map.of(GraphInput.NAME, tensor))) {
      for (int index = 0; index < seen.size(); index++) {
        String name = OnnxExport.activation(index);
        seen.get(index).add(((OnnxTensor) result.get(name).orElseThrow()).getFloatBuffer());
      }
      images++;
    } catch (IllegalArgumentException notFinite) {
      throw FoveaException.data(
          "the network's activations are not finite (%s); train it again or calibrate on other images"
              .formatted(notFinite.getMessage()));
    } catch (OrtException failure) {
      throw failed(failure);
    }
  }

  /**
   * The arithmetic for an export of the model in int8.
   *
   * @param rule for each activation's range
   * @throws FoveaException when no picture was added
   */
  public Arithmetic.Quantized arithmetic(RangeRule rule) {
    if (images == 0) {
      throw FoveaException.user("calibration for int8 needs at least one picture");
    }
    return new Arithmetic.Quantized(seen.stream().map(rule::of).toList());
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException failure) {
      throw failed(failure);
    }
  }
}

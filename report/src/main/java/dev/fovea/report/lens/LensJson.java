package dev.fovea.report.lens;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.fovea.core.AtomicFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** The lens as JSON; numbers that are absent, infinite or undefined are {@code null}. */
public final class LensJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(
              new SimpleModule()
                  .addSerializer(Double.class, new FiniteNumber())
                  .addSerializer(Double.TYPE, new FiniteNumber())
                  .addSerializer(OptionalDouble.class, new OptionalNumber()))
          .build();

  private LensJson() {}

  /** The document in one line. */
  public static String of(LensDocument document) {
    try {
      return MAPPER.writeValueAsString(document);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * Writes the document under a temporary name, then renames it; a file of that name is replaced.
   *
   * @throws dev.fovea.core.FoveaException when it cannot be written
   */
  public static void write(LensDocument document, Path file) {
    AtomicFiles.write(file, of(document));
  }

  private static void writeFinite(JsonGenerator generator, double value) throws IOException {
    if (Double.isFinite(value)) {
      generator.writeNumber(value);
    } else {
      generator.writeNull();
    }
  }

  private static final class FiniteNumber extends StdSerializer<Double> {
    private static final long serialVersionUID = 1L;

    FiniteNumber() {
      super(Double.class);
    }

    @Override
    public void serialize(Double value, JsonGenerator generator, SerializerProvider provider)
        throws IOException {
      writeFinite(generator, value);
    }
  }

  private static final class OptionalNumber extends StdSerializer<OptionalDouble> {
    private static final long serialVersionUID = 1L;

    OptionalNumber() {
      super(OptionalDouble.class);
    }

    @Override
    public void serialize(
        OptionalDouble value, JsonGenerator generator, SerializerProvider provider)
        throws IOException {
      writeFinite(generator, value.orElse(Double.NaN));
    }
  }
}

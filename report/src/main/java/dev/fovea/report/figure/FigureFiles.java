package dev.fovea.report.figure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.fovea.core.AtomicFiles;
import dev.fovea.core.FoveaException;
import java.awt.AWTError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A figure as text and bytes, and as files. */
public final class FigureFiles {
  private static final CsvMapper CSV = new CsvMapper();

  private FigureFiles() {}

  /** The figure as one SVG element. */
  public static String svg(Figure figure) {
    return SvgWriter.of(FigureLayout.of(figure));
  }

  /**
   * The figure as a PNG file, two pixels for each unit of the SVG.
   *
   * @throws FoveaException if this Java has no graphics or no font
   */
  public static byte[] png(Figure figure) {
    try {
      return PngWriter.of(FigureLayout.of(figure));
    } catch (LinkageError | InternalError | AWTError missing) {
      // Fonts and graphics are native libraries, which small containers leave out.
      throw FoveaException.machine(
          "this Java cannot draw PNG files (%s); install fontconfig, libfreetype and a font, or run"
                  .formatted(missing.getMessage())
              + " it with -Djava.awt.headless=true, or use the SVG files",
          missing);
    }
  }

  /** The figure's numbers, with a line of names first; numbers have all their digits. */
  public static String csv(Figure figure) {
    List<List<?>> lines = new ArrayList<>();
    lines.add(figure.table().columns());
    lines.addAll(figure.table().rows());
    try {
      return CSV.writer(CsvSchema.emptySchema()).writeValueAsString(lines);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * Writes for each figure {@code NAME.svg} and {@code NAME.csv}, then {@code NAME.png}; files of
   * these names are replaced.
   *
   * @param figures by name
   * @throws FoveaException when one cannot be written, or, after all other files, if this Java
   *     cannot draw a PNG
   */
  public static void write(Map<String, Figure> figures, Path folder) {
    figures.forEach(
        (name, figure) -> {
          AtomicFiles.write(folder.resolve(name + ".svg"), svg(figure));
          AtomicFiles.write(folder.resolve(name + ".csv"), csv(figure));
        });
    figures.forEach(
        (name, figure) -> AtomicFiles.write(folder.resolve(name + ".png"), png(figure)));
  }
}

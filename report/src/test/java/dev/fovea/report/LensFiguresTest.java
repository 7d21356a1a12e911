package dev.fovea.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.imbalance.Imbalance;
import dev.fovea.core.loss.FocalLoss;
import dev.fovea.report.figure.Figure;
import dev.fovea.report.figure.FigureFiles;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class LensFiguresTest {
  private static final List<Double> GAMMAS = List.of(0.0, 2.0);

  @TempDir private Path folder;

  private static Map<String, Figure> figures() {
    return LensFigures.of(LensPageTest.report(), GAMMAS, OptionalDouble.of(1.5));
  }

  private static List<List<Object>> rows(String figure) {
    return figures().get(figure).table().rows();
  }

  @Test
  void everyFigureIsWellFormedSvgAndAPngOfTwiceItsSize()
      throws IOException, ParserConfigurationException, SAXException {
    for (Map.Entry<String, Figure> figure : figures().entrySet()) {
      String svg = FigureFiles.svg(figure.getValue());
      Document document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(svg)));
      int width = Integer.parseInt(document.getDocumentElement().getAttribute("width"));
      BufferedImage png =
          ImageIO.read(new ByteArrayInputStream(FigureFiles.png(figure.getValue())));
      assertThat(png.getWidth()).as(figure.getKey()).isEqualTo(2 * width);
      assertThat(svg).as(figure.getKey()).doesNotContain("NaN", "Infinity", "=\"-0\"");
    }
  }

  @Test
  void namesAreEscaped() {
    assertThat(FigureFiles.svg(figures().get("effective"))).contains(">a &amp; b</text>");
  }

  @Test
  void figureOneIsTheFormula() {
    // −(1 − 0.9)² log 0.9 = 0.00105361.
    assertThat(rows("figure1"))
        .anySatisfy(
            row -> {
              assertThat(row.subList(0, 2)).isEqualTo(List.of(2.0, 0.9));
              assertThat((double) row.get(2)).isCloseTo(0.00105361, within(1e-8));
            });
  }

  @Test
  void figureFourRisesFromNothingToAll() {
    double[] loss =
        rows("figure4").stream()
            .filter(row -> row.get(0).equals("negative") && row.get(1).equals(2.0))
            .mapToDouble(row -> (double) row.get(3))
            .toArray();
    assertThat(loss).isSorted().startsWith(0);
    assertThat(loss[loss.length - 1]).isCloseTo(1, within(1e-12));
    assertThat(rows("figure4")).anyMatch(row -> row.get(0).equals("positive"));
  }

  @Test
  void thePlaneIsWhatTheLossItselfGives() {
    List<Object> cell = rows("plane").get(200);
    FocalLoss loss = new FocalLoss((double) cell.get(0), (double) cell.get(1));
    double expected = Imbalance.of(LensPageTest.report().histograms(), loss).gradientRatio();
    assertThat((double) cell.get(2)).isCloseTo(expected, within(1e-9 * expected));
  }

  @Test
  void effectiveNumbersAreAtMostTheAnchors() {
    assertThat(rows("effective"))
        .hasSize(4)
        .allSatisfy(row -> assertThat((double) row.get(3)).isBetween(1.0, 1.0 * (long) row.get(2)));
  }

  @Test
  void filesStandBesideEachOther() throws IOException {
    FigureFiles.write(figures(), folder);
    for (String name : List.of("figure1", "figure4", "plane", "prior", "effective")) {
      assertThat(folder.resolve(name + ".svg")).exists();
      assertThat(folder.resolve(name + ".png")).exists();
      assertThat(folder.resolve(name + ".csv")).exists();
    }
    assertThat(Files.readAllLines(folder.resolve("effective.csv")))
        .hasSize(5)
        .startsWith("class,kind,anchors,effective,gradient")
        .element(1)
        .asString()
        .startsWith("\"a & b\",positive,");
  }
}

package dev.fovea.cli.ablate;

import dev.fovea.core.FoveaException;
import dev.fovea.data.KnownNames;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables of <i>Focal Loss for Dense Object Detection</i> (arXiv 1708.02002) that can be made on
 * one's own data. Their figures are AP on COCO minival of RetinaNet with ResNet-50-FPN at 600
 * pixels where their source says nothing else.
 */
public final class PaperTables {
  private static final String MINIVAL = "COCO minival, ResNet-50-FPN, 600 px";
  private static final String DEEP = "COCO minival, ResNet-101-FPN, 600 px";
  private static final String PRIOR = "loss.prior=0.01";
  private static final String EVERY = "loss.sampler=all";

  private PaperTables() {}

  /** All of them, in the paper's order. */
  public static List<AblationTable> all() {
    return List.of(gamma(), alpha(), losses(), ohem(), prior(), anchors(), depth());
  }

  /**
   * The table of a name.
   *
   * @throws FoveaException where there is none; the message has the known ones
   */
  public static AblationTable named(String name) {
    return all().stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                FoveaException.user(
                    "There is no table %s. %s"
                        .formatted(
                            name,
                            KnownNames.hint(
                                name, all().stream().map(AblationTable::name).toList()))));
  }

  /** γ, each with the α that was best for it: Table 1b. */
  private static AblationTable gamma() {
    String[][] paper = {
      {"0", "0.75", "31.1"},
      {"0.1", "0.75", "31.4"},
      {"0.2", "0.75", "31.9"},
      {"0.5", "0.5", "32.9"},
      {"1", "0.25", "33.7"},
      {"2", "0.25", "34.0"},
      {"5", "0.25", "32.2"}
    };
    List<AblationRow> rows = new ArrayList<>();
    for (String[] row : paper) {
      rows.add(
          new AblationRow(
              row[0],
              List.of(row[0], row[1]),
              focal(row[0], row[1]),
              row[2],
              "Table 1b, " + MINIVAL));
    }
    return new AblationTable(
        "gamma", "The focal loss's gamma", List.of("gamma", "alpha"), rows, "2");
  }

  /** α of balanced cross entropy: Table 1a. */
  private static AblationTable alpha() {
    String[][] paper = {
      {"0.1", "0.0"},
      {"0.25", "10.8"},
      {"0.5", "30.2"},
      {"0.75", "31.1"},
      {"0.9", "30.8"},
      {"0.99", "28.7"},
      {"0.999", "25.1"}
    };
    List<AblationRow> rows = new ArrayList<>();
    for (String[] row : paper) {
      rows.add(
          new AblationRow(
              row[0],
              List.of(row[0]),
              List.of("loss.classification=crossEntropy", "loss.alpha=" + row[0], PRIOR, EVERY),
              row[1],
              "Table 1a, " + MINIVAL));
    }
    return new AblationTable(
        "alpha", "Alpha of the balanced cross entropy", List.of("alpha"), rows, "0.75");
  }

  /** What the focal loss is compared with: Tables 1d and 3, section 5.1. */
  private static AblationTable losses() {
    List<AblationRow> rows =
        List.of(
            loss("focal", "0.01", focal("2", "0.25"), "34.0", "Table 1b, " + MINIVAL),
            loss("cross-entropy", "0.01", entropy(PRIOR), "30.2", "section 5.1, " + MINIVAL),
            loss(
                "cross-entropy-no-prior",
                "none",
                entropy("loss.prior=none"),
                "diverges",
                "section 5.1, " + MINIVAL),
            loss("focal-star-2-1", "0.01", star("2", "1"), "33.8", "Table 3, " + MINIVAL),
            loss("focal-star-4-0", "0.01", star("4", "0"), "33.9", "Table 3, " + MINIVAL),
            loss(
                "ohem",
                "0.01",
                mining("ohem", "128", "0.5"),
                "32.8",
                "Table 1d, " + DEEP + "; focal there 36.0"),
            loss(
                "ohem-1-3",
                "0.01",
                mining("ohem1to3", "128", "0.5"),
                "31.1",
                "Table 1d, " + DEEP + "; focal there 36.0"));
    return new AblationTable("losses", "Losses", List.of("loss", "prior"), rows, "focal");
  }

  private static AblationRow loss(
      String name, String prior, List<String> settings, String paper, String source) {
    return new AblationRow(name, List.of(name, prior), settings, paper, source);
  }

  /**
   * Hard example mining by minibatch and NMS: Table 1d. OHEM 1:3 has no minibatch here: it takes
   * three negatives for each positive.
   */
  private static AblationTable ohem() {
    String[][] paper = {
      {"128", "0.7", "31.1"},
      {"256", "0.7", "31.8"},
      {"512", "0.7", "30.6"},
      {"128", "0.5", "32.8"},
      {"256", "0.5", "31.0"},
      {"512", "0.5", "27.6"}
    };
    String source = "Table 1d, " + DEEP;
    List<AblationRow> rows = new ArrayList<>();
    for (String[] row : paper) {
      rows.add(
          new AblationRow(
              "ohem-" + row[0] + "-" + row[1],
              List.of("ohem", row[0], row[1]),
              mining("ohem", row[0], row[1]),
              row[2],
              source));
    }
    rows.add(
        new AblationRow(
            "ohem-1-3",
            List.of("ohem 1:3", "", "0.5"),
            mining("ohem1to3", "128", "0.5"),
            "31.1",
            source + ", minibatch of 128"));
    rows.add(
        new AblationRow("focal", List.of("focal", "", ""), focal("2", "0.25"), "36.0", source));
    return new AblationTable(
        "ohem", "Online hard example mining", List.of("method", "minibatch", "NMS"), rows, "focal");
  }

  /** The prior π, with which the paper begins its experiments: sections 3.3 and 5.1. */
  private static AblationTable prior() {
    List<AblationRow> rows = new ArrayList<>();
    for (String prior : List.of("none", "0.01")) {
      rows.add(
          new AblationRow(
              "cross-entropy-" + prior,
              List.of("cross entropy", prior),
              entropy("loss.prior=" + prior),
              prior.equals("none") ? "diverges" : "30.2",
              "section 5.1, " + MINIVAL));
    }
    for (String prior : List.of("none", "0.1", "0.01", "0.001")) {
      List<String> settings = new ArrayList<>(focal("2", "0.25"));
      settings.set(settings.indexOf(PRIOR), "loss.prior=" + prior);
      rows.add(
          new AblationRow(
              "focal-" + prior,
              List.of("focal", prior),
              settings,
              prior.equals("0.01") ? "34.0" : "",
              prior.equals("0.01") ? "Table 1b, " + MINIVAL : ""));
    }
    return new AblationTable("prior", "The prior pi", List.of("loss", "pi"), rows, "focal-0.01");
  }

  /** Scales and ratios of the anchors: Table 1c. */
  private static AblationTable anchors() {
    String[][] paper = {
      {"1", "1", "30.3"},
      {"2", "1", "31.9"},
      {"3", "1", "31.8"},
      {"1", "3", "32.4"},
      {"2", "3", "34.2"},
      {"3", "3", "34.0"},
      {"4", "3", "33.8"}
    };
    List<AblationRow> rows = new ArrayList<>();
    for (String[] row : paper) {
      rows.add(
          new AblationRow(
              row[0] + "x" + row[1],
              List.of(row[0], row[1]),
              List.of(
                  "anchors.scales=" + scales(Integer.parseInt(row[0])),
                  "anchors.ratios=" + (row[1].equals("1") ? "[1]" : "[0.5, 1, 2]")),
              row[2],
              "Table 1c, " + MINIVAL));
    }
    return new AblationTable(
        "anchors", "Scales and ratios of the anchors", List.of("scales", "ratios"), rows, "3x3");
  }

  /** {@code 2^(k/n)}: an octave in n steps. */
  private static List<Double> scales(int count) {
    List<Double> scales = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      scales.add(Math.pow(2, (double) k / count));
    }
    return scales;
  }

  /** The backbone's depth. */
  private static AblationTable depth() {
    List<AblationRow> rows =
        List.of(
            backbone("resnet18", "", ""),
            backbone("resnet34", "", ""),
            backbone("resnet50", "34.0", "Table 1b, " + MINIVAL),
            backbone("resnet101", "36.0", "Table 1d, " + DEEP));
    return new AblationTable(
        "depth", "The backbone's depth", List.of("backbone"), rows, "resnet50");
  }

  private static AblationRow backbone(String name, String paper, String source) {
    return new AblationRow(name, List.of(name), List.of("model.backbone=" + name), paper, source);
  }

  private static List<String> focal(String gamma, String alpha) {
    return List.of(
        "loss.classification=focal", "loss.gamma=" + gamma, "loss.alpha=" + alpha, PRIOR, EVERY);
  }

  private static List<String> entropy(String prior) {
    return List.of("loss.classification=crossEntropy", "loss.alpha=none", prior, EVERY);
  }

  private static List<String> star(String gamma, String shift) {
    return List.of(
        "loss.classification=focalStar",
        "loss.gamma=" + gamma,
        "loss.shift=" + shift,
        "loss.alpha=none",
        PRIOR,
        EVERY);
  }

  /** The paper's best is a minibatch of 128 anchors, NMS at 0.5. */
  private static List<String> mining(String sampler, String minibatch, String nms) {
    return List.of(
        "loss.classification=crossEntropy",
        "loss.alpha=none",
        PRIOR,
        "loss.sampler=" + sampler,
        "loss.samplerSize=" + minibatch,
        "loss.samplerNms=" + nms);
  }
}

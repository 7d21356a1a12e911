package dev.fovea.cli;

import dev.fovea.core.anchor.AnchorSettings;
import dev.fovea.nn.preflight.AnchorFit;
import dev.fovea.nn.preflight.AnchorProposal;
import dev.fovea.nn.preflight.BoxFit;
import dev.fovea.nn.settings.Settings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What {@code fovea data anchors} prints.
 *
 * @param name of the data set
 * @param settings with the present anchors
 * @param present how these fit
 * @param proposal the anchors found
 * @param proposed how those fit
 */
record AnchorsReport(
    String name,
    Settings settings,
    AnchorFit present,
    AnchorProposal proposal,
    AnchorFit proposed) {

  /** Tables before and after, then the setting as a command. */
  String toText(String training) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    out.println(head());
    out.println();
    reach(out);
    out.println();
    learning(out);
    out.println();
    out.println(
        proposal.better()
            ? "proposed: " + shapes(proposal.settings().toAnchors())
            : "No better anchors of this number were found; the present ones stay.");
    out.print(proposal.better() ? "to train with them:%n  %s".formatted(training) : "");
    out.flush();
    return text.toString().stripTrailing();
  }

  private String head() {
    return "%s: %d images, %d boxes; the shorter side %d pixels, the longer at most %d; %s"
        .formatted(
            name,
            present.images(),
            present.all().boxes(),
            settings.input().shortSide(),
            settings.input().longSide(),
            shapes(settings.toAnchors()));
  }

  private static String shapes(AnchorSettings anchors) {
    return "%d anchors in a cell: sizes %s, scales %s, ratios %s"
        .formatted(
            anchors.anchorsPerCell(),
            figures(anchors.sizes()),
            figures(anchors.scales()),
            figures(anchors.ratios()));
  }

  private static String figures(List<Double> values) {
    return values.stream().map(AnchorsReport::figure).collect(Collectors.joining(" "));
  }

  /** Four digits of it, without zeros at the end of its decimals. */
  private static String figure(double value) {
    return new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros().toPlainString();
  }

  /** Shares of boxes with a good anchor, before and after. */
  private void reach(PrintWriter out) {
    Lines.line(out, "boxes with an anchor of this IoU or more, and the mean of their best IoUs");
    Lines.line(out, "%8s  %22s  %22s", "", "present anchors   ", "proposed anchors   ");
    String head = "%6s  %6s  %6s".formatted(foreground(), background(), "mean");
    Lines.line(out, "%8s  %s  %s", "boxes", head, head);
    row(out, present.all(), proposed.all(), "all");
    for (int index = 0; index < present.classes().size(); index++) {
      BoxFit before = present.classes().get(index);
      row(out, before, proposed.classes().get(index), before.name());
    }
    List<String> limits = List.of(" (area up to 32² pixels of the picture)", " (up to 96²)", "");
    for (int index = 0; index < limits.size(); index++) {
      BoxFit before = present.sizes().get(index);
      row(out, before, proposed.sizes().get(index), before.name() + limits.get(index));
    }
  }

  private static void row(PrintWriter out, BoxFit before, BoxFit after, String name) {
    Lines.line(out, "%8d  %s  %s  %s", before.boxes(), shares(before), shares(after), name);
  }

  private static String shares(BoxFit fit) {
    return "%s  %s  %s"
        .formatted(
            Lines.figure(fit.share(fit.foreground())),
            Lines.figure(fit.share(fit.background())),
            Lines.figure(fit.boxes() == 0 ? -1 : fit.meanIou()));
  }

  private double foreground() {
    return settings.matching().foreground();
  }

  private double background() {
    return settings.matching().background();
  }

  /** What the matcher makes of the anchors, before and after. */
  private void learning(PrintWriter out) {
    Lines.line(out, "%10s  %10s", "present", "proposed");
    learning(out, "positive anchors for each image", fit -> each(fit, fit.all().positives()));
    learning(out, "negative anchors for each image", fit -> each(fit, fit.negatives()));
    learning(out, "ignored anchors for each image", fit -> each(fit, fit.ignored()));
    learning(out, "positive anchors for each box", fit -> fit.all().share(fit.all().positives()));
    learning(out, "boxes that no anchor learns", fit -> fit.all().unmatched());
  }

  private void learning(PrintWriter out, String what, ToDoubleFunction<AnchorFit> figure) {
    double before = figure.applyAsDouble(present);
    Lines.line(out, "%10.2f  %10.2f  %s", before, figure.applyAsDouble(proposed), what);
  }

  private static double each(AnchorFit fit, long anchors) {
    return (double) anchors / fit.images();
  }

  /** A settings file with the anchors found. */
  String toYaml() {
    return """
        # Anchors for %s: %d of %d boxes reach an IoU of %s (before: %d).
        # They are in pixels of inputs of this size.
        """
            .formatted(
                name,
                proposed.all().foreground(),
                proposed.all().boxes(),
                foreground(),
                present.all().foreground())
        + proposal.yaml();
  }

  /** One document with the same figures. */
  String toJson() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("data", name);
    document.put("shortSide", settings.input().shortSide());
    document.put("longSide", settings.input().longSide());
    document.put("foreground", foreground());
    document.put("background", background());
    document.put("images", present.images());
    document.put("present", side(settings, present));
    document.put("proposed", side(proposal.settings(), proposed));
    document.put("better", proposal.better());
    document.put("set", proposal.overrides());
    return JsonDocument.of(document);
  }

  private static Map<String, Object> side(Settings settings, AnchorFit fit) {
    AnchorSettings anchors = settings.toAnchors();
    Map<String, Object> side = new LinkedHashMap<>();
    side.put("sizes", anchors.sizes());
    side.put("scales", anchors.scales());
    side.put("ratios", anchors.ratios());
    side.put("negativesPerImage", each(fit, fit.negatives()));
    side.put("ignoredPerImage", each(fit, fit.ignored()));
    side.put("all", group(fit.all()));
    side.put("classes", fit.classes().stream().map(AnchorsReport::group).toList());
    side.put("areas", fit.sizes().stream().map(AnchorsReport::group).toList());
    return side;
  }

  private static Map<String, Object> group(BoxFit fit) {
    Map<String, Object> group = new LinkedHashMap<>();
    group.put("name", fit.name());
    group.put("boxes", fit.boxes());
    group.put("foreground", fit.share(fit.foreground()));
    group.put("background", fit.share(fit.background()));
    group.put("meanIou", fit.boxes() == 0 ? -1 : fit.meanIou());
    group.put("positives", fit.positives());
    group.put("unmatched", fit.unmatched());
    return group;
  }
}

package dev.fovea.nn.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fovea.core.AtomicFiles;
import dev.fovea.core.FoveaException;
import dev.fovea.core.imbalance.Imbalance;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code metrics.jsonl}: a line for every tenth step, the first and the last; a line for each
 * evaluation.
 */
public final class MetricsLog implements TrainingListener, AutoCloseable {
  private static final int EVERY = 10;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path path;
  private final BufferedWriter writer;
  private final long first;

  /**
   * Opens the file at the end of what step {@code finished} had written: later lines, of steps that
   * will be run again, are dropped.
   */
  public MetricsLog(Path path, long finished) {
    this.path = path;
    first = finished + 1;
    try {
      if (Files.exists(path)) {
        AtomicFiles.write(path, upTo(path, finished));
      }
      writer =
          Files.newBufferedWriter(
              path, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException failure) {
      throw FoveaException.machine("cannot write " + path + ": " + failure.getMessage(), failure);
    }
  }

  private static String upTo(Path path, long finished) throws IOException {
    StringBuilder kept = new StringBuilder();
    for (String line : Files.readString(path, UTF_8).lines().toList()) {
      if (stepOf(line) > finished) {
        break;
      }
      kept.append(line).append('\n');
    }
    return kept.toString();
  }

  /** The line's step; a line cut short by a kill counts as after every step. */
  private static long stepOf(String line) {
    try {
      return JSON.readTree(line).path("step").asLong(Long.MAX_VALUE);
    } catch (JsonProcessingException cut) {
      return Long.MAX_VALUE;
    }
  }

  @Override
  public void stepped(Step step) {
    if (step.step() == first || step.step() % EVERY == 0 || step.step() == step.steps()) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("step", step.step());
      line.put("time", step.seconds());
      line.put("loss", loss(step.classification(), step.box()));
      line.put("rate", step.rate());
      line.put("gradientNorm", step.gradientNorm());
      line.put("imagesPerSecond", step.imagesPerSecond());
      write(line);
    }
  }

  @Override
  public void evaluated(Evaluation evaluation) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("AP", evaluation.summary().ap());
    figures.put("AP50", evaluation.summary().ap50());
    figures.put("AP75", evaluation.summary().ap75());
    figures.put("loss", loss(evaluation.classification(), evaluation.box()));
    figures.put("best", evaluation.best());
    evaluation.lens().ifPresent(lens -> figures.put("lens", balance(lens)));
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("step", evaluation.step());
    line.put("time", evaluation.seconds());
    line.put("eval", figures);
    write(line);
  }

  /** Objects against background: means over images. */
  private static Map<String, Double> balance(Lens lens) {
    Imbalance trained = lens.trained();
    double images = lens.histograms().images();
    Map<String, Double> balance = new LinkedHashMap<>();
    balance.put("positiveLoss", trained.positive().loss() / images);
    balance.put("negativeLoss", trained.negative().loss() / images);
    balance.put("positiveGradient", trained.positive().gradient() / images);
    balance.put("negativeGradient", trained.negative().gradient() / images);
    return balance;
  }

  private static Map<String, Double> loss(double classification, double box) {
    Map<String, Double> loss = new LinkedHashMap<>();
    loss.put("classification", classification);
    loss.put("box", box);
    loss.put("total", classification + box);
    return loss;
  }

  private void write(Map<String, Object> line) {
    try {
      writer.write(JSON.writeValueAsString(line));
      writer.newLine();
      writer.flush();
    } catch (IOException failure) {
      throw FoveaException.machine("cannot write " + path + ": " + failure.getMessage(), failure);
    }
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException failure) {
      throw FoveaException.machine("cannot write " + path + ": " + failure.getMessage(), failure);
    }
  }
}

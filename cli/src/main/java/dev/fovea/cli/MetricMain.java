package dev.fovea.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The quick way to {@code fovea eval --truth --detections}.
 *
 * <p>Most of the time of a small set goes into the start of the command, and a quarter of that into
 * picocli, whose classes are in a format too old for the JVM's cache of classes. So the launcher
 * starts this class for the metric alone: it knows the few options by heart, and leaves whatever
 * else is written there, mistakes above all, to {@link Fovea}.
 */
public final class MetricMain {
  private MetricMain() {}

  /** Does what {@link Fovea#main} does. */
  public static void main(String[] arguments) {
    Optional<MetricArguments> known = MetricArguments.of(arguments);
    if (known.isEmpty()) {
      Fovea.main(arguments);
      return;
    }
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter error = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = run(known.get(), out, error);
    if (code != 0) { // else this is the end: to exit is to log it, which looks for the logger first
      System.exit(code);
    }
  }

  /** The exit code. */
  static int run(MetricArguments arguments, PrintWriter out, PrintWriter error) {
    Console console = Console.of(arguments.quiet());
    console.configureLogging();
    try {
      EvalOptions options = new EvalOptions();
      new ResultsEvaluation(arguments.truth(), arguments.detections(), options)
          .run(null, console, new EvalOutput(options.metric(), arguments.json(), out));
      return 0;
    } catch (RuntimeException e) {
      return Failures.failed(e, console, error);
    } catch (OutOfMemoryError | LinkageError e) {
      return Failures.broken(error, e);
    }
  }
}

package dev.fovea.bench;

import dev.fovea.core.Detection;
import dev.fovea.core.Detector;
import dev.fovea.core.Image;
import dev.fovea.data.image.ImageReader;
import dev.fovea.nn.TorchDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * One detector called from eight threads at once, round after round: {@code DetectorThreads MODEL
 * FOLDER ROUNDS}. Prints the resident bytes after each round; ends with an error where a thread
 * finds something else than one thread alone. {@code bench/detector-threads.py} judges the growth.
 */
public final class DetectorThreads {
  private static final int THREADS = 8;
  private static final int IMAGES = 8;

  private DetectorThreads() {}

  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    List<Image> images = images(Path.of(arguments[1]));
    try (Detector detector = TorchDetector.load(Path.of(arguments[0]));
        ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<List<Detection>> alone = detector.detect(images);
      for (int round = 1; round <= Integer.parseInt(arguments[2]); round++) {
        List<Future<List<List<Detection>>>> running = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
          running.add(threads.submit(() -> detector.detect(images)));
        }
        for (Future<List<List<Detection>>> found : running) {
          if (!found.get().equals(alone)) {
            throw new IllegalStateException("round " + round + ": not what one thread finds");
          }
        }
        System.out.println("round " + round + " " + residentBytes());
      }
    }
  }

  private static List<Image> images(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().limit(IMAGES).map(ImageReader::read).toList();
    }
  }

  private static long residentBytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("/proc/self/status has no VmRSS; this needs Linux");
  }
}

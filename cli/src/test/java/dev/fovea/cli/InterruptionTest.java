package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Signals to a process of its own: the oracle is the operating system. */
@Timeout(30)
class InterruptionTest {

  /** Work that ends when it is asked to; with an argument, never. */
  static final class Work {
    private Work() {}

    public static void main(String[] arguments) {
      try (Interruption interruption = new Interruption("soon")) {
        System.out.println("ready");
        while (!interruption.requested() || arguments.length > 0) {
          LockSupport.parkNanos(1_000_000);
        }
        System.out.println("saved");
      }
      System.exit(Interruption.exitCode().orElse(0));
    }
  }

  @Test
  void interruptSavesAndEndsWith130() throws IOException, InterruptedException {
    try (Started work = Started.work()) {
      work.interrupt();
      assertThat(work.line()).contains("stopping soon");
      assertThat(work.line()).isEqualTo("saved");
      assertThat(work.exitCode()).isEqualTo(130);
    }
  }

  @Test
  void killSavesAndEndsWith143() throws IOException, InterruptedException {
    try (Started work = Started.work()) {
      work.signal("TERM");
      assertThat(work.line()).contains("stopping soon");
      assertThat(work.line()).isEqualTo("saved");
      assertThat(work.exitCode()).isEqualTo(143);
    }
  }

  @Test
  void aSecondInterruptEndsAtOnce() throws IOException, InterruptedException {
    try (Started work = Started.work("never ending")) {
      work.interrupt();
      assertThat(work.line()).contains("stopping soon");
      work.interrupt();
      assertThat(work.line()).contains("at once");
      assertThat(work.exitCode()).isEqualTo(130);
    }
  }

  private record Started(Process process, BufferedReader reader) implements AutoCloseable {
    static Started work(String... arguments) throws IOException {
      assumeTrue(!System.getProperty("os.name").startsWith("Windows"), "Windows has no kill");
      ProcessBuilder java =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-classpath",
              System.getProperty("java.class.path"),
              Work.class.getName());
      java.command().addAll(List.of(arguments));
      Process process = java.redirectErrorStream(true).start();
      Started started = new Started(process, process.inputReader());
      assertThat(started.line()).isEqualTo("ready");
      return started;
    }

    String line() throws IOException {
      return reader.readLine();
    }

    /** A shell's background jobs ignore SIGINT, and so do the processes that they start. */
    void interrupt() throws IOException, InterruptedException {
      Path status = Path.of("/proc/" + process.pid() + "/status");
      String ignored =
          Files.exists(status)
              ? Files.readAllLines(status).stream()
                  .filter(line -> line.startsWith("SigIgn:"))
                  .map(line -> line.substring(line.indexOf(':') + 1).strip())
                  .findFirst()
                  .orElse("0")
              : "0";
      assumeTrue((Long.parseUnsignedLong(ignored, 16) & 2) == 0, "SIGINT is ignored here");
      signal("INT");
    }

    void signal(String name) throws IOException, InterruptedException {
      String pid = String.valueOf(process.pid());
      assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
    }

    int exitCode() throws InterruptedException {
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}

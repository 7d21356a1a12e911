package dev.fovea.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a person sees, by a small terminal that knows nothing of the screen. */
class ScreenTest {
  private final FakeTerminal seen = new FakeTerminal(20);
  private final PrintStream terminal = new PrintStream(seen, true, StandardCharsets.UTF_8);
  private final Screen screen = new Screen(terminal, seen::width);
  private final PrintStream log = screen.guarded(terminal);

  @Test
  void theStatusLineIsDrawnOverItself() {
    screen.show("step 1, a long one");
    screen.show("step 2");
    assertThat(seen.lines()).containsExactly("step 2");
  }

  @Test
  void whatOthersPrintStandsAboveTheStatusLineWithoutRemnants() {
    screen.show("training 1/9 [==]");
    log.println("warning: x");
    screen.show("training 2/9 [==]");
    log.println("step 2: AP 3");
    assertThat(seen.lines()).containsExactly("warning: x", "step 2: AP 3", "training 2/9 [==]");
  }

  @Test
  void anUnfinishedLineIsNotDrawnOver() {
    screen.show("status");
    log.print("half");
    screen.show("status");
    assertThat(seen.lines()).containsExactly("half");
    log.println(" whole");
    assertThat(seen.lines()).containsExactly("half whole", "status");
  }

  @Test
  void clearingLeavesWhatStoodBefore() {
    log.println("before");
    screen.show("status");
    screen.clear();
    log.println("after");
    assertThat(seen.lines()).containsExactly("before", "after");
  }

  @Test
  void aLineLongerThanTheTerminalIsCutAndLeavesRoomForAnEcho() {
    screen.show("0123456789".repeat(5));
    terminal.print("^C");
    log.println("stopping");
    screen.clear();
    assertThat(seen.lines()).containsExactly("stopping");
  }

  @Test
  void aTerminalThatBecomesNarrowerKeepsNoRemnants() {
    log.println("before");
    screen.show("0123456789abcdef");
    seen.resize(10);
    screen.show("status");
    assertThat(seen.lines()).containsExactly("before", "status");
  }
}

package dev.fovea.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
  @Test
  void aTerminalIsRedrawnInColours() {
    assertThat(Terminal.of(Map.of("TERM", "xterm"), true)).isEqualTo(new Terminal(true, true));
  }

  @Test
  void aPipeIsNeither() {
    assertThat(Terminal.of(Map.of("TERM", "xterm"), false)).isEqualTo(new Terminal(false, false));
  }

  @Test
  void aDumbTerminalIsNeither() {
    assertThat(Terminal.of(Map.of("TERM", "dumb"), true)).isEqualTo(new Terminal(false, false));
  }

  @Test
  void aLogOfContinuousIntegrationIsNotRedrawn() {
    assertThat(Terminal.of(Map.of("CI", "true"), true).redraws()).isFalse();
    assertThat(Terminal.of(Map.of("CI", "false"), true).redraws()).isTrue();
  }

  @Test
  void noColorTurnsColoursOffUnlessEmpty() {
    assertThat(Terminal.of(Map.of("NO_COLOR", "1"), true)).isEqualTo(new Terminal(true, false));
    assertThat(Terminal.of(Map.of("NO_COLOR", ""), true).colours()).isTrue();
    assertThat(new Terminal(true, false).error("fovea:")).isEqualTo("fovea:");
  }
}

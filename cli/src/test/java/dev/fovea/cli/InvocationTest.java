package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InvocationTest {
  @Test
  void wordsThatAShellWouldSplitAreQuoted() {
    assertThat(Invocation.of("train", "my data", "--set", "loss.gamma=1"))
        .isEqualTo("fovea train 'my data' --set loss.gamma=1");
    assertThat(Invocation.of("eval", "it's")).isEqualTo("fovea eval 'it'\\''s'");
  }
}

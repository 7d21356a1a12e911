package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.Prefetch;
import dev.fovea.nn.torch.Engine;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SideBySideTest {
  @AfterEach
  void giveBackTheThreads() {
    Engine.start(0);
  }

  @ParameterizedTest
  @CsvSource({"1,8,8", "100,2,1", "100,1,1", "3,8,2", "100,16,4", "0,8,8"})
  void sharesOutTheThreads(int pictures, int allThreads, int each) {
    assertThat(SideBySide.of(pictures, allThreads).threads()).isEqualTo(each);
  }

  @Test
  void theEnginesOperatorsUseTheirShare() {
    Engine.start(6);
    List<Integer> threads = new ArrayList<>();
    try (Prefetch<Integer> looks =
        SideBySide.ofEngine(3).over(List.of(0, 1, 2), picture -> torch.get_num_threads())) {
      while (looks.hasNext()) {
        threads.add(looks.next());
      }
    }
    assertThat(threads).containsExactly(2, 2, 2);
    assertThat(Engine.threads()).isEqualTo(6);
  }
}

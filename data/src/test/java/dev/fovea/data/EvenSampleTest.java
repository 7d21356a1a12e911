package dev.fovea.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EvenSampleTest {
  private static final List<Integer> VALUES = List.of(0, 1, 2, 3, 4, 5, 6, 7, 8);

  @Test
  void theFirstAndTheLastAreAmongThem() {
    assertThat(EvenSample.of(VALUES, 5)).containsExactly(0, 2, 4, 6, 8);
    assertThat(EvenSample.of(VALUES, 2)).containsExactly(0, 8);
  }

  @Test
  void fewAreAllTakenAndOneIsTheFirst() {
    assertThat(EvenSample.of(VALUES, 9)).isEqualTo(VALUES);
    assertThat(EvenSample.of(VALUES, 20)).isEqualTo(VALUES);
    assertThat(EvenSample.of(VALUES, 1)).containsExactly(0);
  }
}

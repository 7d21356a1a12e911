package dev.fovea.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {
  @ParameterizedTest
  @CsvSource({"kitten,sitting,3", "steps,stepps,1", "RBC,rbc,0", "'',abc,3", "abc,'',3", "ab,ba,2"})
  void insertionsDeletionsAndReplacementsAreCounted(String first, String second, int distance) {
    assertThat(EditDistance.between(first, second)).isEqualTo(distance);
  }
}

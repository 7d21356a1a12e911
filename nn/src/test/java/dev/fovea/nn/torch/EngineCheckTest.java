package dev.fovea.nn.torch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The oracle is the plain sum that the check itself compares with; that it is exact is the claim.
 */
class EngineCheckTest {
  @ParameterizedTest
  @EnumSource
  void wholeNumbersAreConvolvedExactly(Precision precision) {
    assertThat(EngineCheck.convolutionError(precision)).isZero();
  }
}

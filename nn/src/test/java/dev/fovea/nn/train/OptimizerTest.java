package dev.fovea.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.nn.layer.Initialisation;
import dev.fovea.nn.layer.Weights;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/** Holds the update rules against hand calculation on one weight, whose gradient is made by w². */
class OptimizerTest {
  @Test
  void momentumDescentKeepsAVelocity() {
    double weight = 3;
    double velocity = 0;
    try (Weights weights = new Weights()) {
      Tensor parameter = weights.parameter("w", Initialisation.constant(weight), 1);
      try (Optimizer optimizer = new MomentumDescent(weights.parameters(), 0.9, 0.01)) {
        for (int step = 0; step < 5; step++) {
          velocity = 0.9 * velocity + 2 * weight + 0.01 * weight;
          weight -= 0.05 * velocity;
          step(weights, parameter, optimizer, 0.05);
          assertThat(parameter.item_float()).isCloseTo((float) weight, within(1e-5f));
        }
      }
    }
  }

  @Test
  void adamWDividesByTheRootMeanSquareAndDecaysApart() {
    double weight = 3;
    double mean = 0;
    double square = 0;
    try (Weights weights = new Weights()) {
      Tensor parameter = weights.parameter("w", Initialisation.constant(weight), 1);
      try (Optimizer optimizer = new AdamW(weights.parameters(), 0.1)) {
        for (int step = 1; step <= 5; step++) {
          double gradient = 2 * weight;
          mean = 0.9 * mean + 0.1 * gradient;
          square = 0.999 * square + 0.001 * gradient * gradient;
          double direction =
              mean
                  / (1 - Math.pow(0.9, step))
                  / (Math.sqrt(square / (1 - Math.pow(0.999, step))) + 1e-8);
          weight -= 0.05 * 0.1 * weight + 0.05 * direction;
          step(weights, parameter, optimizer, 0.05);
          assertThat(parameter.item_float()).isCloseTo((float) weight, within(1e-5f));
        }
      }
    }
  }

  @Test
  void theWholeGradientIsHeldUnderTheLimit() {
    try (Weights weights = new Weights()) {
      Tensor three = weights.parameter("a", Initialisation.constant(1.5), 1);
      Tensor four = weights.parameter("b", Initialisation.constant(2), 1);
      square(three);
      square(four);
      double norm = Gradients.clip(weights.parameters().values(), 1, 1);
      assertThat(norm).isCloseTo(5, within(1e-6));
      try (PointerScope scope = new PointerScope()) {
        assertThat(three.grad().item_float()).isCloseTo(0.6f, within(1e-5f));
        assertThat(four.grad().item_float()).isCloseTo(0.8f, within(1e-5f));
      }
    }
  }

  private static void step(Weights weights, Tensor parameter, Optimizer optimizer, double rate) {
    square(parameter);
    optimizer.step(rate);
    Gradients.clear(weights.parameters().values());
  }

  private static void square(Tensor parameter) {
    try (PointerScope scope = new PointerScope()) {
      parameter.pow(new Scalar(2.0)).sum().backward();
    }
  }
}

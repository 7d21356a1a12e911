package dev.fovea.nn.settings;

/** The engine's arithmetic. */
public enum Precision {
  /** bfloat16 where the machine multiplies it fast, else float32. */
  AUTO,
  /** Single precision. */
  FLOAT32,
  /** Convolutions in bfloat16, weights and loss in float32. */
  BFLOAT16
}

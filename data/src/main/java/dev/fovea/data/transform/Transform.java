package dev.fovea.data.transform;

import java.util.random.RandomGenerator;

/** A random change of a picture together with its boxes. */
@FunctionalInterface
public interface Transform {
  /** A changed example, or the same one; all chance comes from {@code random}. */
  Example apply(Example example, RandomGenerator random);
}

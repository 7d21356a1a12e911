package dev.fovea.data.format;

import dev.fovea.core.FoveaException;
import dev.fovea.data.Annotation;

/**
 * Who is told what a reader meets: training wants to stop at the first defect, a check wants them
 * all.
 */
public interface DefectSink {
  /** Throws at the first defect, as training wants it. */
  DefectSink STRICT =
      defect -> {
        throw FoveaException.data(defect.text());
      };

  /** Something cannot be used. Where this returns, the reader leaves it out and goes on. */
  void refuse(Defect defect);

  /** Something is wrong that training can do with, or that reading itself mends. */
  default void tolerate(Defect defect) {}

  /** An annotation was read, and this is where it stands. */
  default void placed(Annotation annotation, Place place) {}
}

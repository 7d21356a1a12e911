package dev.fovea.data.check;

import dev.fovea.data.Annotation;
import dev.fovea.data.check.Finding.Severity;
import dev.fovea.data.format.Defect;
import dev.fovea.data.format.DefectKind;
import dev.fovea.data.format.DefectSink;
import dev.fovea.data.format.Place;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** The sink of a check: collects every defect, remembers where each annotation stands. */
public final class Places implements DefectSink {
  private final Findings findings;
  private final Map<Annotation, Place> places = new IdentityHashMap<>();

  Places(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void refuse(Defect defect) {
    findings.error(defect.kind().label(), defect.place(), defect.text());
  }

  /** Two annotations of one id stop other tools, so that it counts as an error all the same. */
  @Override
  public void tolerate(Defect defect) {
    boolean wrong = defect.kind() == DefectKind.DUPLICATE_ANNOTATION_ID;
    findings.add(
        defect.kind().label(),
        wrong ? Severity.ERROR : Severity.WARNING,
        defect.place(),
        defect.text());
  }

  @Override
  public void placed(Annotation annotation, Place place) {
    places.put(annotation, place);
  }

  Optional<Place> of(Annotation annotation) {
    return Optional.ofNullable(places.get(annotation));
  }
}

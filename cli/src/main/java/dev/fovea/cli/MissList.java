package dev.fovea.cli;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.fovea.core.AtomicFiles;
import dev.fovea.core.diagnosis.Miss;
import dev.fovea.core.diagnosis.MissCause;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.nn.train.ImbalancePass;
import dev.fovea.report.ReportTable;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The objects that a model does not find, with the cause of each. */
record MissList(Dataset dataset, float shownScore, List<MissedObject> objects) {
  private static final List<String> COLUMNS =
      List.of(
          "file",
          "annotation",
          "class",
          "x1",
          "y1",
          "x2",
          "y2",
          "cause",
          "anchorIou",
          "possibleIou",
          "score");

  /** One of them. */
  record MissedObject(String file, Annotation annotation, Miss miss) {}

  static MissList of(Dataset dataset, float shownScore, List<ImbalancePass.ImageDiagnosis> misses) {
    List<MissedObject> objects = new ArrayList<>();
    for (ImbalancePass.ImageDiagnosis image : misses) {
      List<Annotation> wanted =
          image.image().annotations().stream().filter(each -> !each.ignore()).toList();
      for (Miss miss : image.misses()) {
        objects.add(new MissedObject(image.image().name(), wanted.get(miss.truth()), miss));
      }
    }
    return new MissList(dataset, shownScore, objects);
  }

  /** How many of each class, by cause. */
  ReportTable table() {
    List<String> columns = new ArrayList<>(List.of("class", "objects", "missed"));
    for (MissCause cause : MissCause.values()) {
      columns.add(cause.words());
    }
    List<List<String>> rows = new ArrayList<>();
    for (int c = 0; c < dataset.classes().count(); c++) {
      rows.add(row(c));
    }
    return new ReportTable(
        "What is missed at score %s, and why".formatted(shownScore), "", columns, rows);
  }

  private List<String> row(int classIndex) {
    long all =
        dataset.images().stream()
            .flatMap(image -> image.annotations().stream())
            .filter(each -> !each.ignore() && each.classIndex() == classIndex)
            .count();
    Map<MissCause, Integer> counts = new EnumMap<>(MissCause.class);
    int missed = 0;
    for (MissedObject object : objects) {
      if (object.annotation().classIndex() == classIndex) {
        counts.merge(object.miss().cause(), 1, Integer::sum);
        missed++;
      }
    }
    List<String> row = new ArrayList<>();
    row.add(dataset.classes().name(classIndex));
    row.add(Long.toString(all));
    row.add(Integer.toString(missed));
    for (MissCause cause : MissCause.values()) {
      row.add(Integer.toString(counts.getOrDefault(cause, 0)));
    }
    return row;
  }

  /** Writes a line for each: file, annotation id, class, box in the picture's pixels, cause, … . */
  void write(Path file) {
    CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true);
    COLUMNS.forEach(schema::addColumn);
    ObjectWriter writer = new CsvMapper().writer(schema.build());
    StringWriter text = new StringWriter();
    try {
      writer.writeValues(text).writeAll(objects.stream().map(this::fields).toList()).close();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    AtomicFiles.write(file, text.toString());
  }

  private Map<String, Object> fields(MissedObject object) {
    Annotation annotation = object.annotation();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("file", object.file());
    fields.put("annotation", annotation.id());
    fields.put("class", dataset.classes().name(annotation.classIndex()));
    fields.put("x1", annotation.box().x1());
    fields.put("y1", annotation.box().y1());
    fields.put("x2", annotation.box().x2());
    fields.put("y2", annotation.box().y2());
    fields.put("cause", object.miss().cause().words());
    fields.put("anchorIou", object.miss().anchorIou());
    fields.put("possibleIou", object.miss().possibleIou());
    fields.put("score", (float) object.miss().score());
    return fields;
  }
}

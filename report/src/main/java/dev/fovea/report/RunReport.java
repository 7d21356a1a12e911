package dev.fovea.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a report shows; each part but the title may be absent.
 *
 * @param title heading of the page
 * @param facts when, how long, on which machine, with which version
 * @param notes sentences below the title, such as why a part is absent
 * @param tables below the summary, such as a comparison of runs
 * @param settings as the run resolved them
 * @param datasets training, validation
 * @param runs their curves stand in the same charts
 * @param findings on the validation images
 */
public record RunReport(
    String title,
    List<Fact> facts,
    List<String> notes,
    List<ReportTable> tables,
    List<SettingsBranch> settings,
    List<DatasetFacts> datasets,
    List<RunCurves> runs,
    Optional<Findings> findings) {
  public RunReport {
    facts = List.copyOf(facts);
    notes = List.copyOf(notes);
    tables = List.copyOf(tables);
    settings = List.copyOf(settings);
    datasets = List.copyOf(datasets);
    runs = List.copyOf(runs);
  }

  /** An empty report with this title, to be filled. */
  public static Builder titled(String title) {
    return new Builder(title);
  }

  /** Gathers a report's parts; for one thread. */
  public static final class Builder {
    private final String title;
    private final List<Fact> facts = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<ReportTable> tables = new ArrayList<>();
    private final List<SettingsBranch> settings = new ArrayList<>();
    private final List<DatasetFacts> datasets = new ArrayList<>();
    private final List<RunCurves> runs = new ArrayList<>();
    private Optional<Findings> findings = Optional.empty();

    private Builder(String title) {
      this.title = title;
    }

    /** Adds a line to the summary. */
    public Builder fact(String name, String value) {
      facts.add(new Fact(name, value));
      return this;
    }

    /** Adds a sentence below the title. */
    public Builder note(String sentence) {
      notes.add(sentence);
      return this;
    }

    /** Adds a table below the summary. */
    public Builder table(ReportTable table) {
      tables.add(table);
      return this;
    }

    /** Adds settings: a text of YAML, such as a run's {@code config.yaml}. */
    public Builder settings(String yaml) {
      settings.addAll(SettingsTree.of(yaml));
      return this;
    }

    /** Adds a data set's facts. */
    public Builder dataset(DatasetFacts dataset) {
      datasets.add(dataset);
      return this;
    }

    /** Adds a run's curves to the charts. */
    public Builder run(RunCurves run) {
      runs.add(run);
      return this;
    }

    /** Sets what a detector is worth. */
    public Builder findings(Findings found) {
      findings = Optional.of(found);
      return this;
    }

    /** The report as gathered so far. */
    public RunReport build() {
      return new RunReport(title, facts, notes, tables, settings, datasets, runs, findings);
    }
  }
}

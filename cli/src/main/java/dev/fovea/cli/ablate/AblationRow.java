package dev.fovea.cli.ablate;

import java.util.List;

/**
 * A row of one of the paper's tables.
 *
 * @param name short, unique within its table, fit for a folder
 * @param varied what the row stands for, one cell for each of the table's columns
 * @param settings in a user's words, laid over the base configuration; they name all that the table
 *     varies, so that no row depends on what the base has there
 * @param paper the AP on COCO that the paper has in this row, in percent; empty where it has none
 * @param source where in the paper, and under which conditions
 */
public record AblationRow(
    String name, List<String> varied, List<String> settings, String paper, String source) {
  /** Copies the lists. */
  public AblationRow {
    varied = List.copyOf(varied);
    settings = List.copyOf(settings);
  }
}

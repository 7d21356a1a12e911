package dev.fovea.cli.ablate;

import dev.fovea.core.FoveaException;
import dev.fovea.data.KnownNames;
import java.util.List;

/**
 * One of the paper's tables.
 *
 * @param name as the user types it
 * @param title as it is printed
 * @param columns what varies
 * @param rows in the paper's order
 * @param reference the name of the row that the others are compared with: the paper's choice
 */
public record AblationTable(
    String name, String title, List<String> columns, List<AblationRow> rows, String reference) {
  /**
   * Checks that the table is rectangular, has its reference, and no name twice.
   *
   * @throws IllegalArgumentException naming the row that does not fit
   */
  public AblationTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    for (AblationRow row : rows) {
      if (row.varied().size() != columns.size()) {
        throw new IllegalArgumentException(row + " has not one cell for each of " + columns);
      }
    }
    List<String> names = rows.stream().map(AblationRow::name).toList();
    if (names.stream().distinct().count() != names.size()) {
      throw new IllegalArgumentException("a name is twice among " + names);
    }
  }

  /**
   * The same with the named rows alone, in the table's order.
   *
   * @param names of rows; all rows where it is empty
   * @throws FoveaException where one is unknown
   */
  public AblationTable only(List<String> names) {
    List<String> known = rows.stream().map(AblationRow::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw FoveaException.user(
            "The table %s has no row %s. %s"
                .formatted(this.name, name, KnownNames.hint(name, known)));
      }
    }
    List<AblationRow> chosen =
        rows.stream().filter(row -> names.isEmpty() || names.contains(row.name())).toList();
    return new AblationTable(name, title, columns, chosen, reference);
  }
}

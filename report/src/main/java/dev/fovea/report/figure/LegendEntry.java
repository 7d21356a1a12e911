package dev.fovea.report.figure;

import java.util.List;

/**
 * A colour and what it means.
 *
 * @param label in words
 * @param colour {@code #rrggbb}
 * @param dash of its line, in pixels on and off; empty where the line is whole or there is none
 * @param line whether it stands for a line, else for an area
 */
public record LegendEntry(String label, String colour, List<Double> dash, boolean line) {
  public LegendEntry {
    dash = List.copyOf(dash);
  }
}

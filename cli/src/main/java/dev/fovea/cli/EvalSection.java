package dev.fovea.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;

/** What {@code fovea eval} shows beside COCO's figures; each has an option of its own. */
interface EvalSection {
  /** A table for people, of 80 columns. */
  void print(PrintWriter out);

  /** Fields of the JSON document, figures with every digit. */
  void write(JsonGenerator json) throws IOException;
}

package fr.anima.edge.check;

import java.io.PrintStream;
import java.util.List;

/** Text for a terminal of 80 columns: headings, paragraphs, and tables whose last column wraps. */
final class Page {
  private static final int WIDTH = 80;
  private static final String MARGIN = "  ";

  /** A cell longer than this pushes the last column to the next line instead of to the right. */
  private static final int WIDEST = 20;

  private final PrintStream out;

  Page(PrintStream out) {
    this.out = out;
  }

  /** A line that begins something new. */
  void heading(String text) {
    out.println();
    paragraph(text);
  }

  /** Running text, from the edge on. */
  void paragraph(String text) {
    wrap("", "", text);
  }

  /** Rows of as many cells each; all columns but the last are aligned. */
  void table(List<List<String>> rows) {
    for (List<String> row : rows) {
      StringBuilder start = new StringBuilder(MARGIN);
      int indent = MARGIN.length();
      for (int column = 0; column < row.size() - 1; column++) {
        indent += width(rows, column) + MARGIN.length();
        start.append(row.get(column)).append(MARGIN);
        start.append(" ".repeat(Math.max(0, indent - start.length())));
      }
      String hanging = " ".repeat(indent);
      if (start.length() > indent) {
        out.println(start.toString().stripTrailing());
        start = new StringBuilder(hanging);
      }
      wrap(start.toString(), hanging, row.get(row.size() - 1));
    }
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream()
        .mapToInt(it -> it.get(column).length())
        .filter(it -> it <= WIDEST)
        .max()
        .orElse(WIDEST);
  }

  private void wrap(String start, String hanging, String text) {
    StringBuilder line = new StringBuilder(start);
    boolean isEmpty = true;
    for (String word : text.split(" ", -1)) {
      if (!isEmpty && line.length() + 1 + word.length() > WIDTH) {
        out.println(line.toString().stripTrailing());
        line = new StringBuilder(hanging);
        isEmpty = true;
      }
      line.append(isEmpty ? "" : " ").append(word);
      isEmpty = false;
    }
    out.println(line.toString().stripTrailing());
  }
}

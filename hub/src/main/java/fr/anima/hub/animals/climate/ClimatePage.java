package fr.anima.hub.animals.climate;

import fr.anima.hub.animals.climate.ClimateSheet.Column;
import fr.anima.hub.animals.climate.ClimateSheet.Table;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;

/**
 * Draws a sheet on one page of A4. The letters are those of Liberation Sans, which comes with
 * PDFBox and of which only those used are put into the file; it has no bold cut, so that titles are
 * drawn with an outline.
 */
final class ClimatePage implements AutoCloseable {
  private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
  private static final float MARGIN = 40;
  private static final float TITLE = 18;
  private static final float TEXT = 10;
  private static final float CELL = 8.5f;
  private static final float NOTE = 7.5f;
  private static final float LINE = 14;
  private static final float GAP = 10;
  private static final float PADDING = 3;

  private final PDPageContentStream content;
  private final PDFont font;
  private float y = PDRectangle.A4.getHeight() - MARGIN;

  private ClimatePage(PDPageContentStream content, PDFont font) {
    this.content = content;
    this.font = font;
  }

  /** The file; takes some tens of milliseconds of the calling thread. */
  static byte[] pdf(ClimateSheet sheet, String language) {
    try (PDDocument document = new PDDocument();
        InputStream letters =
            Objects.requireNonNull(
                PDDocument.class.getResourceAsStream(FONT), "PDFBox without " + FONT)) {
      PDDocumentInformation about = new PDDocumentInformation();
      about.setTitle(sheet.title());
      document.setDocumentInformation(about);
      document.getDocumentCatalog().setLanguage(language);
      PDPage page = new PDPage(PDRectangle.A4);
      document.addPage(page);
      PDFont font = PDType0Font.load(document, letters, true);
      try (ClimatePage drawn = new ClimatePage(new PDPageContentStream(document, page), font)) {
        drawn.draw(sheet);
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      document.save(bytes);
      return bytes.toByteArray();
    } catch (IOException why) {
      throw new UncheckedIOException(why);
    }
  }

  @Override
  public void close() throws IOException {
    content.close();
  }

  private void draw(ClimateSheet sheet) throws IOException {
    y -= TITLE;
    text(sheet.title(), MARGIN, TITLE, true);
    for (String line : sheet.under()) {
      y -= LINE;
      text(line, MARGIN, TEXT, false);
    }
    y -= GAP;
    table(sheet.climates());
    y -= GAP + LINE;
    text(sheet.summary(), MARGIN, TEXT, true);
    if (!sheet.reactions().rows().isEmpty()) {
      table(sheet.reactions());
    }
    if (sheet.more().isPresent()) {
      y -= LINE;
      text(sheet.more().get(), MARGIN + PADDING, CELL, true);
    }
    y -= GAP;
    for (String note : sheet.notes()) {
      y -= NOTE + PADDING;
      text(note, MARGIN, NOTE, false);
    }
  }

  private void table(Table table) throws IOException {
    row(table.columns(), table.columns().stream().map(Column::head).toList(), true);
    rule(1);
    for (List<String> cells : table.rows()) {
      row(table.columns(), cells, false);
      rule(0.25f);
    }
  }

  private void row(List<Column> columns, List<String> cells, boolean head) throws IOException {
    y -= LINE;
    float left = MARGIN;
    for (int place = 0; place < columns.size(); place++) {
      Column column = columns.get(place);
      String shown = fitting(cells.get(place), column.width() - 2 * PADDING);
      float x =
          column.right() ? left + column.width() - PADDING - width(shown, CELL) : left + PADDING;
      text(shown, x, CELL, head);
      left += column.width();
    }
  }

  private void rule(float thickness) throws IOException {
    content.setLineWidth(thickness);
    content.moveTo(MARGIN, y - PADDING);
    content.lineTo(PDRectangle.A4.getWidth() - MARGIN, y - PADDING);
    content.stroke();
  }

  private void text(String text, float x, float size, boolean bold) throws IOException {
    content.beginText();
    content.setFont(font, size);
    content.setLineWidth(size / 30);
    content.setRenderingMode(bold ? RenderingMode.FILL_STROKE : RenderingMode.FILL);
    content.newLineAtOffset(x, y);
    content.showText(drawable(text));
    content.endText();
  }

  /** The text, or as much of it as there is room for. */
  private String fitting(String text, float room) throws IOException {
    String whole = drawable(text);
    if (width(whole, CELL) <= room) {
      return whole;
    }
    int end = whole.length();
    while (end > 0 && width(whole.substring(0, end) + "…", CELL) > room) {
      end = whole.offsetByCodePoints(end, -1);
    }
    return whole.substring(0, end) + "…";
  }

  private float width(String text, float size) throws IOException {
    return font.getStringWidth(text) / 1000 * size;
  }

  /** What the font has no sign for becomes a question mark; line ends become blanks. */
  private String drawable(String text) {
    StringBuilder drawable = new StringBuilder();
    text.replace('\u202f', '\u00a0')
        .codePoints()
        .map(it -> Character.isISOControl(it) ? ' ' : it)
        .forEach(it -> drawable.append(has(it) ? Character.toString(it) : "?"));
    return drawable.toString();
  }

  private boolean has(int codePoint) {
    try {
      return font.encode(Character.toString(codePoint)).length > 0;
    } catch (IllegalArgumentException | IOException missing) {
      return false;
    }
  }
}

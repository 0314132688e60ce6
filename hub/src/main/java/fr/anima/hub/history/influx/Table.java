package fr.anima.hub.history.influx;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.msgpack.jackson.dataformat.MessagePackFactory;

/**
 * One series of an answer to an InfluxQL statement, read as a stream: answers have hundreds of
 * thousands of rows.
 *
 * @param statement the place of the statement in the question, from 0
 * @param rows per row a value per column: Long, Double, Boolean, String, or null
 */
record Table(
    int statement,
    String name,
    Map<String, String> tags,
    List<String> columns,
    List<@Nullable Object[]> rows) {
  /** Half of the time that the same takes as JSON: the server's own writer of JSON is slow. */
  static final String ACCEPTED = "application/x-msgpack";

  private static final JsonFactory JSON = new JsonFactory();
  private static final JsonFactory MESSAGE_PACK = new MessagePackFactory();

  /** The tag, which every question that asks this groups by. */
  String tag(String tag) {
    String value = tags.get(tag);
    if (value == null) {
      throw new IllegalStateException("an answer without tag " + tag + ": " + tags);
    }
    return value;
  }

  /**
   * Reads an answer, in JSON if its type says nothing else: a server may not know what is accepted.
   *
   * @throws IllegalStateException with the server's words when it could not answer a statement
   */
  static List<Table> read(@Nullable String type, InputStream answer) throws IOException {
    List<Table> tables = new ArrayList<>();
    JsonFactory form = ACCEPTED.equals(type) ? MESSAGE_PACK : JSON;
    try (JsonParser json = form.createParser(answer)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        if (json.currentName().equals("results")) {
          json.nextToken();
          for (int place = 0; json.nextToken() == JsonToken.START_OBJECT; place++) {
            result(json, place, tables);
          }
        } else {
          other(json);
        }
      }
    }
    return tables;
  }

  private static void result(JsonParser json, int statement, List<Table> tables)
      throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      if (json.currentName().equals("series")) {
        json.nextToken();
        while (json.nextToken() == JsonToken.START_OBJECT) {
          tables.add(series(json, statement));
        }
      } else {
        other(json);
      }
    }
  }

  private static void other(JsonParser json) throws IOException {
    String name = json.currentName();
    json.nextToken();
    if (name.equals("error")) {
      throw new IllegalStateException("InfluxDB: " + json.getText());
    }
    json.skipChildren();
  }

  private static Table series(JsonParser json, int statement) throws IOException {
    String name = "";
    Map<String, String> tags = new LinkedHashMap<>();
    List<String> columns = new ArrayList<>();
    List<@Nullable Object[]> rows = new ArrayList<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String what = json.currentName();
      json.nextToken();
      switch (what) {
        case "name" -> name = json.getText();
        case "tags" -> {
          while (json.nextToken() == JsonToken.FIELD_NAME) {
            tags.put(json.currentName(), json.nextTextValue());
          }
        }
        case "columns" -> {
          while (json.nextToken() != JsonToken.END_ARRAY) {
            columns.add(json.getText());
          }
        }
        case "values" -> {
          while (json.nextToken() == JsonToken.START_ARRAY) {
            rows.add(row(json, columns.size()));
          }
        }
        default -> json.skipChildren();
      }
    }
    return new Table(statement, name, tags, columns, rows);
  }

  private static @Nullable Object[] row(JsonParser json, int width) throws IOException {
    @Nullable Object[] row = new Object[width];
    for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
      row[i] =
          switch (json.currentToken()) {
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case VALUE_TRUE, VALUE_FALSE -> json.getBooleanValue();
            case VALUE_NULL -> null;
            default -> json.getText();
          };
    }
    return row;
  }
}

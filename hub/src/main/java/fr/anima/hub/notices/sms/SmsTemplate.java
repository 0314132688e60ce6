package fr.anima.hub.notices.sms;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a gateway is sent, as the operator wrote it down: JSON, or a form. A field such as {@code
 * {text}} stands inside a text of it and is put in its place before the whole is encoded, so that
 * no number, name or message can become more than a value.
 */
public abstract sealed class SmsTemplate {
  private static final Pattern FIELD = Pattern.compile("\\{(to|digits|text|sender|id)}");

  private SmsTemplate() {}

  /**
   * What stands for the fields of one message.
   *
   * @param to the number, {@code +33...}; {@code {digits}} is the same without its plus
   * @param id the same however often a message is tried
   */
  record Fields(String to, String text, String sender, long id) {
    private String of(String name) {
      return switch (name) {
        case "to" -> to;
        case "digits" -> to.substring(1);
        case "text" -> text;
        case "sender" -> sender;
        default -> Long.toString(id);
      };
    }

    /** A field's value is not looked at for fields again. */
    private String into(String template) {
      return FIELD.matcher(template).replaceAll(it -> Matcher.quoteReplacement(of(it.group(1))));
    }
  }

  abstract String mediaType();

  abstract String fill(Fields fields);

  /** Whether it can be sent in an address. */
  public abstract boolean isForm();

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException saying what is wrong with it, without printing it
   */
  public static SmsTemplate of(String text) {
    boolean names = text.contains("{to}") || text.contains("{digits}");
    if (!names || !text.contains("{text}")) {
      throw new IllegalArgumentException("it needs {text}, and {to} or {digits}");
    }
    return text.startsWith("{\"") || text.matches("(?s)\\{\\s+\".*") ? json(text) : form(text);
  }

  private static SmsTemplate json(String text) {
    try {
      return new Json(new JsonObject(text));
    } catch (DecodeException notJson) {
      throw new IllegalArgumentException("it begins as JSON and is none", notJson);
    }
  }

  private static SmsTemplate form(String text) {
    List<Map.Entry<String, String>> pairs =
        Stream.of(text.split("&", -1)).map(SmsTemplate::pair).toList();
    return new Form(pairs);
  }

  private static Map.Entry<String, String> pair(String text) {
    int equals = text.indexOf('=');
    if (equals <= 0) {
      throw new IllegalArgumentException(
          "a form is name=value&name=value, and JSON begins with {\"");
    }
    return Map.entry(decoded(text.substring(0, equals)), decoded(text.substring(equals + 1)));
  }

  /** What is secret may hold what a form writes as %26. */
  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** An object whose texts have fields. */
  private static final class Json extends SmsTemplate {
    private final JsonObject template;

    private Json(JsonObject template) {
      this.template = template;
    }

    @Override
    String mediaType() {
      return "application/json";
    }

    @Override
    String fill(Fields fields) {
      return filled(template, fields).toString();
    }

    @Override
    public boolean isForm() {
      return false;
    }

    private static Object filled(Object value, Fields fields) {
      if (value instanceof JsonObject object) {
        JsonObject copy = new JsonObject();
        object.forEach(it -> copy.put(it.getKey(), filled(it.getValue(), fields)));
        return copy;
      }
      if (value instanceof JsonArray array) {
        JsonArray copy = new JsonArray();
        array.forEach(it -> copy.add(filled(it, fields)));
        return copy;
      }
      return value instanceof String text ? fields.into(text) : value;
    }
  }

  /** Names and values. */
  private static final class Form extends SmsTemplate {
    private final List<Map.Entry<String, String>> pairs;

    private Form(List<Map.Entry<String, String>> pairs) {
      this.pairs = pairs;
    }

    @Override
    String mediaType() {
      return "application/x-www-form-urlencoded";
    }

    @Override
    String fill(Fields fields) {
      return pairs.stream()
          .map(it -> encoded(it.getKey()) + "=" + encoded(fields.into(it.getValue())))
          .collect(Collectors.joining("&"));
    }

    @Override
    public boolean isForm() {
      return true;
    }

    private static String encoded(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
  }
}

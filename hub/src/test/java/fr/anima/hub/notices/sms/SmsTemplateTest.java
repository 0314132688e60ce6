package fr.anima.hub.notices.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fr.anima.hub.notices.sms.SmsTemplate.Fields;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmsTemplateTest {
  private static final String NASTY = "a\"b\\c & d=e\n{to} {\"x\":1} é + 100 % \u2028";
  private static final Fields FIELDS = new Fields("+33611223344", NASTY, "Anima", 41);

  @Test
  void in_json_whatever_is_said_stays_one_text() {
    SmsTemplate template =
        SmsTemplate.of(
            "{\"recipient\": {\"to\": [\"{digits}\"]}, \"body\": \"{sender}: {text}\","
                + " \"flash\": false, \"ref\": \"{id}\"}");

    assertEquals(
        new JsonObject()
            .put("recipient", new JsonObject().put("to", new JsonArray().add("33611223344")))
            .put("body", "Anima: " + NASTY)
            .put("flash", false)
            .put("ref", "41"),
        new JsonObject(template.fill(FIELDS)));
    assertEquals("application/json", template.mediaType());
  }

  @Test
  void in_a_form_whatever_is_said_stays_one_value() {
    SmsTemplate template = SmsTemplate.of("key=a%26b&to={to}&message={text}");

    assertEquals(
        "key=a%26b&to=%2B33611223344&message=a%22b%5Cc+%26+d%3De%0A%7Bto%7D+%7B%22x%22%3A1%7D"
            + "+%C3%A9+%2B+100+%25+%E2%80%A8",
        template.fill(FIELDS));
    assertEquals("application/x-www-form-urlencoded", template.mediaType());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "to={to}",
        "text={text}",
        "{\"to\": \"{to}\", \"text\": {text}",
        "{to} {text}",
        "=x&to={to}&text={text}",
        "to={to}&text={text}&k=%zz"
      })
  void a_template_that_is_none_is_refused(String template) {
    assertThrows(IllegalArgumentException.class, () -> SmsTemplate.of(template));
  }
}

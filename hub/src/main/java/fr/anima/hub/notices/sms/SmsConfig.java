package fr.anima.hub.notices.sms;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The gateway of text messages that the operator named, and how it is spoken to.
 *
 * @param headers what it knows us by; secret
 * @param template what is sent, with the operator's own words and secrets in it
 * @param sender what {@code {sender}} stands for
 * @param taken how it says that it took a message
 */
public record SmsConfig(
    URI address,
    Method method,
    Map<String, String> headers,
    SmsTemplate template,
    String sender,
    Taken taken,
    Limits limits) {
  /** How it is asked; with GET the form is in the address. */
  public enum Method {
    GET,
    POST,
    PUT
  }

  /** At most so many text messages to one person: they cost. */
  public record Limits(int perHour, int perDay) {}

  /**
   * What is said when a message was taken.
   *
   * @param statuses empty for every 2xx
   * @param words what the answer must contain besides, of a gateway that says 200 to everything
   */
  public record Taken(Set<Integer> statuses, Optional<String> words) {
    boolean is(int status, String body) {
      boolean right =
          statuses.isEmpty() ? status >= 200 && status < 300 : statuses.contains(status);
      return right && words.filter(it -> !body.contains(it)).isEmpty();
    }
  }

  @Override
  public String toString() {
    return address.getHost();
  }
}

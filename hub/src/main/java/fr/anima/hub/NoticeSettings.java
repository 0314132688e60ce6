package fr.anima.hub;

import fr.anima.hub.notices.carriers.CarrierConfig;
import fr.anima.hub.notices.carriers.MailConfig;
import fr.anima.hub.notices.carriers.WebhookConfig;
import fr.anima.hub.notices.push.PushConfig;
import fr.anima.hub.notices.sms.SmsConfig;
import fr.anima.hub.notices.sms.SmsTemplate;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads by which ways people can be told of alerts. */
final class NoticeSettings {
  private static final String ADDRESS = "[^\\s@<>]+@[^\\s@<>]+";

  private static final Pattern HEADER = Pattern.compile("([A-Za-z0-9-]+):\\s*(\\p{Print}+)");

  private static final int SHORTEST_SECRET = 32;

  private NoticeSettings() {}

  static CarrierConfig carriers(Settings settings) {
    return new CarrierConfig(mail(settings), webhook(settings), sms(settings), push(settings));
  }

  /** Whom a push service may write to: the owner, else whoever answers for our address. */
  private static PushConfig push(Settings settings) {
    Optional<String> address =
        settings.text("ANIMA_PUBLIC_URL").filter(it -> it.startsWith("https://"));
    return new PushConfig(
        settings.read(
            "ANIMA_PUSH_CONTACT",
            address,
            "such as mailto:owner@ferme.example or https://ferme.example",
            text -> Optional.of(Settings.matching(text, "mailto:" + ADDRESS + "|https://\\S+"))),
        settings.read(
            "ANIMA_PUSH_SERVICES",
            List.of(),
            "a list of origins such as https://push.example,https://push.example:8443",
            text -> Stream.of(text.split(",", -1)).map(NoticeSettings::pushService).toList()));
  }

  /** Without TLS only where nobody is between. */
  private static URI pushService(String text) {
    return URI.create(
        Settings.matching(
            text.strip(), "https://[^\\s/:@?#]+(:[0-9]{1,5})?|http://127\\.0\\.0\\.1:[0-9]{1,5}"));
  }

  /** Address, headers and form may hold secrets: what is wrong with them is told without them. */
  private static Optional<SmsConfig> sms(Settings settings) {
    Optional<URI> address = smsAddress(settings);
    Optional<SmsTemplate> template = template(settings);
    SmsConfig.Method method =
        settings.read(
            "ANIMA_SMS_METHOD",
            SmsConfig.Method.POST,
            "POST, PUT or GET",
            SmsConfig.Method::valueOf);
    Map<String, String> headers = headers(settings);
    String sender = settings.text("ANIMA_SMS_SENDER").orElse("Anima");
    SmsConfig.Taken taken = taken(settings);
    SmsConfig.Limits limits =
        new SmsConfig.Limits(
            settings.whole("ANIMA_SMS_PER_HOUR", 6, 1, 100),
            settings.whole("ANIMA_SMS_PER_DAY", 20, 1, 1_000));
    if (address.isPresent() && template.isEmpty()) {
      settings.mistake("ANIMA_SMS_BODY: a gateway needs what it is sent, see deploy/server");
    }
    if (method == SmsConfig.Method.GET && template.filter(it -> !it.isForm()).isPresent()) {
      settings.mistake("ANIMA_SMS_METHOD, ANIMA_SMS_BODY: with GET a form is sent, not JSON");
    }
    return address.flatMap(
        to ->
            template.map(body -> new SmsConfig(to, method, headers, body, sender, taken, limits)));
  }

  private static Optional<URI> smsAddress(Settings settings) {
    Optional<String> address = settings.text("ANIMA_SMS");
    if (address.filter(it -> !it.matches("https?://[^\\s/@?#]+(/[^\\s?#]*)?")).isPresent()) {
      settings.mistake(
          "ANIMA_SMS: expected an address such as https://gateway.example/sms, without user and"
              + " question mark: what comes after that belongs into ANIMA_SMS_BODY");
      return Optional.empty();
    }
    return address.map(URI::create);
  }

  private static SmsConfig.Taken taken(Settings settings) {
    Set<Integer> statuses =
        settings.read(
            "ANIMA_SMS_ACCEPTED",
            Set.of(),
            "a list of statuses such as 200,201",
            text ->
                Stream.of(Settings.matching(text, "[1-5][0-9]{2}(,[1-5][0-9]{2})*").split(","))
                    .map(Integer::valueOf)
                    .collect(Collectors.toUnmodifiableSet()));
    return new SmsConfig.Taken(statuses, settings.text("ANIMA_SMS_ANSWER"));
  }

  private static Optional<SmsTemplate> template(Settings settings) {
    try {
      return settings.text("ANIMA_SMS_BODY").map(SmsTemplate::of);
    } catch (IllegalArgumentException why) {
      settings.mistake("ANIMA_SMS_BODY: " + why.getMessage());
      return Optional.empty();
    }
  }

  private static Map<String, String> headers(Settings settings) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String each : settings.text("ANIMA_SMS_HEADERS").orElse("").split("\\|", -1)) {
      Matcher header = HEADER.matcher(each.strip());
      if (header.matches()) {
        headers.put(header.group(1), header.group(2));
      } else if (!each.isBlank()) {
        settings.mistake(
            "ANIMA_SMS_HEADERS: expected such as api-key: secret | accept: text/plain");
      }
    }
    return Map.copyOf(headers);
  }

  /** Both are read by hand: a mistake in either must not print what may be secret in it. */
  private static Optional<WebhookConfig> webhook(Settings settings) {
    Optional<String> address = settings.text("ANIMA_WEBHOOK");
    Optional<String> secret = settings.text("ANIMA_WEBHOOK_SECRET");
    if (address.isPresent() != secret.isPresent()) {
      settings.mistake("ANIMA_WEBHOOK, ANIMA_WEBHOOK_SECRET: set both or neither");
    }
    if (address.filter(it -> !it.matches("https?://[^\\s/@]+(/\\S*)?")).isPresent()) {
      settings.mistake("ANIMA_WEBHOOK: expected an address such as https://gateway.example/anima");
      return Optional.empty();
    }
    if (secret.filter(it -> it.length() < SHORTEST_SECRET).isPresent()) {
      settings.mistake(
          "ANIMA_WEBHOOK_SECRET: at least 32 characters, such as of openssl rand -hex 32");
    }
    return address.flatMap(it -> secret.map(key -> new WebhookConfig(URI.create(it), key)));
  }

  private static Optional<MailConfig> mail(Settings settings) {
    Optional<String> from =
        settings.read(
            "ANIMA_SMTP_FROM",
            Optional.empty(),
            "an address such as anima@ferme.example",
            text -> Optional.of(Settings.matching(text, ADDRESS)));
    Optional<String> user = settings.text("ANIMA_SMTP_USER");
    Optional<String> password = settings.text("ANIMA_SMTP_PASSWORD");
    if (user.isPresent() != password.isPresent()) {
      settings.mistake("ANIMA_SMTP_USER, ANIMA_SMTP_PASSWORD: set both or neither");
    }
    Optional<URI> server =
        settings.read(
            "ANIMA_SMTP",
            Optional.empty(),
            "an address such as smtps://mail.example:465 or smtp://mail.example:25",
            text ->
                Optional.of(URI.create(Settings.matching(text, "smtps?://[^\\s/:@]+:[0-9]{1,5}"))));
    if (server.isPresent() && from.isEmpty()) {
      settings.mistake("ANIMA_SMTP_FROM: e-mail needs the address it comes from");
    }
    return server.flatMap(
        it ->
            from.map(
                sender ->
                    new MailConfig(
                        it,
                        sender,
                        user.flatMap(
                            name -> password.map(p -> new MailConfig.Credentials(name, p))))));
  }
}

package fr.anima.hub;

import fr.anima.hub.notices.sending.CarrierConfig;
import fr.anima.hub.notices.sending.MailConfig;
import fr.anima.hub.notices.sending.WebhookConfig;
import java.net.URI;
import java.util.Optional;

/** Reads by which ways people can be told of alerts. */
final class NoticeSettings {
  private static final String ADDRESS = "[^\\s@<>]+@[^\\s@<>]+";

  private static final int SHORTEST_SECRET = 32;

  private NoticeSettings() {}

  static CarrierConfig carriers(Settings settings) {
    return new CarrierConfig(mail(settings), webhook(settings));
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

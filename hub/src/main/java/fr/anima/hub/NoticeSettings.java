package fr.anima.hub;

import fr.anima.hub.notices.sending.CarrierConfig;
import fr.anima.hub.notices.sending.MailConfig;
import java.net.URI;
import java.util.Optional;

/** Reads by which ways people can be told of alerts. */
final class NoticeSettings {
  private static final String ADDRESS = "[^\\s@<>]+@[^\\s@<>]+";

  private NoticeSettings() {}

  static CarrierConfig carriers(Settings settings) {
    return new CarrierConfig(mail(settings));
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

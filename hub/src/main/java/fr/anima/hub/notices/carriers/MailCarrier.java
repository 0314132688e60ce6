package fr.anima.hub.notices.carriers;

import fr.anima.hub.notices.sending.Carrier;
import fr.anima.hub.notices.sending.Letter;
import fr.anima.hub.notices.sending.Way;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.StartTLSOptions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Letters by SMTP. What the server refuses for good (5xx) is not tried again; everything else is.
 */
public final class MailCarrier implements Carrier {
  /** A server that takes longer is as good as away; less than a claim lasts. */
  private static final int PATIENCE_SECONDS = 10;

  private static final int CONNECTIONS = 2;
  private static final int PERMANENT = 500;

  private final MailConfig config;
  private final MailClient client;

  /** Connects when the first letter is sent. */
  public MailCarrier(Vertx vertx, MailConfig config) {
    this.config = config;
    this.client = MailClient.create(vertx, options(config));
  }

  @Override
  public Way way() {
    return Way.EMAIL;
  }

  @Override
  public Future<Outcome> carry(Letter letter) {
    Optional<String> address = letter.to().address();
    if (address.isEmpty()) {
      return Future.succeededFuture(Outcome.refused("this person has no address any more"));
    }
    return client
        .sendMail(message(letter, address.get()))
        .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .map(taken -> Outcome.taken(address.get()))
        .otherwise(MailCarrier::outcome);
  }

  /** Ends the connections. */
  public Future<Void> close() {
    return client.close();
  }

  private MailMessage message(Letter letter, String address) {
    MailMessage message =
        new MailMessage()
            .setFrom(config.from())
            .setTo(address)
            .setSubject(letter.text().title())
            .setText(letter.text().body() + "\n\n" + letter.text().link() + "\n");
    // The same for every try: a mailbox that got it twice can tell.
    message
        .addHeader("Message-ID", "<notice-" + letter.id() + "." + letter.subject() + "@anima>")
        .addHeader("Auto-Submitted", "auto-generated")
        .addHeader("Content-Language", letter.to().language());
    return letter.text().severity().equals("urgence")
        ? message.addHeader("Importance", "high").addHeader("X-Priority", "1")
        : message;
  }

  private static Outcome outcome(Throwable why) {
    return why instanceof SMTPException said && said.getReplyCode() >= PERMANENT
        ? Outcome.refused(said.getReplyMessage())
        : Outcome.later(String.valueOf(why.getMessage()));
  }

  private static io.vertx.ext.mail.MailConfig options(MailConfig config) {
    io.vertx.ext.mail.MailConfig options =
        new io.vertx.ext.mail.MailConfig()
            .setHostname(config.server().getHost())
            .setPort(config.server().getPort())
            .setSsl(config.isSecure())
            .setMaxPoolSize(CONNECTIONS)
            .setKeepAlive(false)
            .setStarttls(StartTLSOptions.OPTIONAL)
            .setLogin(LoginOption.DISABLED);
    options.setHostnameVerificationAlgorithm("HTTPS");
    config
        .credentials()
        .ifPresent(
            it ->
                options
                    .setLogin(LoginOption.REQUIRED)
                    .setStarttls(
                        config.isSecure() ? StartTLSOptions.DISABLED : StartTLSOptions.REQUIRED)
                    .setUsername(it.user())
                    .setPassword(it.password()));
    return options;
  }
}

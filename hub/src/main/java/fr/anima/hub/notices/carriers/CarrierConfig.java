package fr.anima.hub.notices.carriers;

import fr.anima.hub.notices.push.PushConfig;
import fr.anima.hub.notices.sms.SmsConfig;
import java.util.Optional;

/** The ways the operator has set up, and what they said of the one that needs no setting up. */
public record CarrierConfig(
    Optional<MailConfig> mail,
    Optional<WebhookConfig> webhook,
    Optional<SmsConfig> sms,
    PushConfig push) {}

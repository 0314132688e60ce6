package fr.anima.hub.notices.sending;

import java.util.Optional;

/** The ways the operator has set up. */
public record CarrierConfig(Optional<MailConfig> mail, Optional<WebhookConfig> webhook) {}

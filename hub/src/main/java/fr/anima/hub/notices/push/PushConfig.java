package fr.anima.hub.notices.push;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What the operator said of Web Push.
 *
 * @param contact whom a push service may write to about us, {@code mailto:} or {@code https:}
 * @param services origins that are asked besides the known ones, such as {@code https://push.test}
 */
public record PushConfig(Optional<String> contact, List<URI> services) {}

package fr.anima.hub.ingest.packets;

import fr.anima.hub.ingest.packets.PacketFields.Text;

/** Topic names and filters (MQTT 5, 4.7 and 4.8), and how long a name may be here. */
final class TopicRules {
  /** Longest topic name in bytes; our own have at most 90. */
  static final int NAME_BYTES = 128;

  /** Deepest topic name. */
  static final int NAME_LEVELS = 8;

  private static final String SHARED = "$share/";

  private TopicRules() {}

  static void name(Text topic) throws PacketFlaw {
    if (topic.length() == 0) {
      throw flaw("an empty topic");
    }
    if (topic.has('#') || topic.has('+')) {
      throw flaw("a topic with a wildcard");
    }
    if (topic.length() > NAME_BYTES || topic.count('/') >= NAME_LEVELS) {
      throw flaw("a topic of more than " + NAME_BYTES + " bytes or " + NAME_LEVELS + " levels");
    }
  }

  /** Whether a filter is one of a shared subscription, when it is well-formed. */
  static boolean filter(Text filter) throws PacketFlaw {
    if (filter.length() == 0) {
      throw PacketFlaw.malformed("an empty topic filter");
    }
    int from = filter.begins(SHARED) ? afterShareName(filter) : 0;
    for (int i = from; i < filter.length(); i++) {
      boolean fillsLevel =
          (i == from || filter.at(i - 1) == '/')
              && (i == filter.length() - 1 || filter.at(i + 1) == '/');
      boolean last = i == filter.length() - 1;
      if ((filter.at(i) == '#' && !(fillsLevel && last)) || (filter.at(i) == '+' && !fillsLevel)) {
        throw PacketFlaw.malformed("a wildcard that is not a whole level, or not the last");
      }
    }
    return from > 0;
  }

  private static int afterShareName(Text filter) throws PacketFlaw {
    int at = SHARED.length();
    while (at < filter.length() && filter.at(at) != '/') {
      if (filter.at(at) == '#' || filter.at(at) == '+') {
        throw PacketFlaw.malformed("a wildcard in the name of a share");
      }
      at++;
    }
    if (at == SHARED.length() || at >= filter.length() - 1) {
      throw PacketFlaw.malformed("a share without a name or without a filter");
    }
    return at + 1;
  }

  private static PacketFlaw flaw(String what) {
    return new PacketFlaw(PacketFlaw.Kind.TOPIC_NAME_INVALID, what);
  }
}

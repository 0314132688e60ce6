package fr.anima.wire;

/**
 * Where a message travels: {@code anima/v1/{station}/{kind}} upwards, {@code
 * anima/v1/{station}/plan} downwards. The only place topics are spelled.
 */
public record WireTopic(StationId station, Message.Kind kind) {
  private static final String ROOT = "anima";
  private static final String VERSION = "v1";
  private static final String PLAN = "plan";
  private static final String PREFIX = ROOT + "/" + VERSION + "/";

  /** The topic's name on the broker. */
  public String name() {
    return String.join("/", ROOT, VERSION, station.value(), kind.word());
  }

  /** The topic on which a station receives its sampling plan. */
  public static String planOf(StationId station) {
    return String.join("/", ROOT, VERSION, station.value(), PLAN);
  }

  /** MQTT's filter for what all stations say of one kind. */
  public static String filterOf(Message.Kind kind) {
    return String.join("/", ROOT, VERSION, "+", kind.word());
  }

  /** Whether a name is in our part of a broker's topics, well-formed or not. */
  public static boolean isOurs(String name) {
    return name.startsWith(ROOT + "/");
  }

  /**
   * Reads a topic's name.
   *
   * @throws WireException {@link Flaw#UNKNOWN_VERSION} when it is of another version of ours,
   *     {@link Flaw#UNREADABLE} when it is no topic of ours at all
   */
  public static WireTopic parse(String name) {
    int slash = name.lastIndexOf('/');
    if (!name.startsWith(PREFIX) || name.indexOf('/', PREFIX.length()) != slash) {
      throw misnamed(name);
    }
    try {
      return new WireTopic(
          new StationId(name.substring(PREFIX.length(), slash)),
          Message.Kind.ofWord(name.substring(slash + 1)));
    } catch (IllegalArgumentException why) {
      throw new WireException(Flaw.UNREADABLE, "topic: " + why.getMessage());
    }
  }

  private static WireException misnamed(String name) {
    String[] level = name.split("/", -1);
    boolean isOfAnotherVersion =
        level.length == 4 && level[0].equals(ROOT) && !level[1].equals(VERSION);
    return isOfAnotherVersion
        ? new WireException(
            Flaw.UNKNOWN_VERSION, "topic version is not " + VERSION + ", the one spoken here")
        : new WireException(Flaw.UNREADABLE, "topic is not of the form anima/v1/{station}/{kind}");
  }
}

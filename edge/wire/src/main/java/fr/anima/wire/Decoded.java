package fr.anima.wire;

import java.util.function.Function;

/** What became of one message of a publish: a message, or the reason why it is none. */
public sealed interface Decoded {
  /** The message. */
  record Known(Message message) implements Decoded {}

  /**
   * Not a message.
   *
   * @param flaw which kind of flaw
   * @param detail what is wrong and what was expected, in English, never quoting more than a word
   *     of the input
   * @param text the offending JSON, cut to 2 000 characters, for the refusals topic
   */
  record Unreadable(Flaw flaw, String detail, String text) implements Decoded {}

  /** One answer for either case. */
  default <T> T fold(Function<Known, T> known, Function<Unreadable, T> unreadable) {
    return this instanceof Known k ? known.apply(k) : unreadable.apply((Unreadable) this);
  }
}

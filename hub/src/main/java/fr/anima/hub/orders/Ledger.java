package fr.anima.hub.orders;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An order's money as entries that are only ever added, in euro cents. */
record Ledger(List<Entry> entries) {
  Ledger {
    entries = List.copyOf(entries);
  }

  static Ledger empty() {
    return new Ledger(List.of());
  }

  /** What the customer owes for the order, paid or not. */
  long owed() {
    return sum(Kind.CHARGE) - sum(Kind.REDUCTION);
  }

  /** What was paid and not given back. */
  long settled() {
    return sum(Kind.CAPTURE) - sum(Kind.REFUND);
  }

  /** What is still to be paid; negative when money is to be given back. */
  long due() {
    return owed() - settled();
  }

  /** The same ledger, owing so much more (or less); no entry when nothing changes. */
  Ledger owing(long difference, Bearer bearer, Cause cause, Instant at) {
    if (difference == 0) {
      return this;
    }
    Kind kind = difference > 0 ? Kind.CHARGE : Kind.REDUCTION;
    return with(new Entry(kind, Math.abs(difference), bearer, cause, at));
  }

  /** The same ledger with everything due paid at the door. */
  Ledger paid(Instant at) {
    return due() > 0
        ? with(new Entry(Kind.CAPTURE, due(), Bearer.CUSTOMER, Cause.PAID_AT_THE_DOOR, at))
        : this;
  }

  private Ledger with(Entry entry) {
    List<Entry> more = new ArrayList<>(entries);
    more.add(entry);
    return new Ledger(more);
  }

  private long sum(Kind kind) {
    return entries.stream().filter(it -> it.kind() == kind).mapToLong(Entry::cents).sum();
  }

  /** What an entry does. */
  enum Kind {
    CHARGE,
    REDUCTION,
    CAPTURE,
    REFUND
  }

  /** Who carries it. */
  enum Bearer {
    CUSTOMER,
    MERCHANT,
    OPERATOR
  }

  /** Why it is there. */
  enum Cause {
    ORDERED,
    DELIVERY_FEE,
    MERCHANT_REFUSED,
    CANCELLED,
    HAND_OVER_PROVED,
    PAID_AT_THE_DOOR
  }

  /** One movement; the kind carries the sign. */
  record Entry(Kind kind, long cents, Bearer bearer, Cause cause, Instant at) {
    Entry {
      if (cents <= 0) {
        throw new IllegalArgumentException("a ledger entry of " + cents + " cents says nothing");
      }
    }
  }
}

package fr.anima.hub.notices;

import fr.anima.hub.database.Database;
import fr.anima.hub.notices.Crew.Member;
import fr.anima.hub.notices.Preferences.Language;
import fr.anima.hub.notices.Preferences.QuietHours;
import fr.anima.hub.notices.Preferences.SmsFor;
import fr.anima.hub.notices.sending.Way;
import fr.anima.hub.people.Role;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** How keepers and administrators want to be told, in PostgreSQL. */
final class PreferenceStore {
  private static final String MEMBERS =
      """
      select person.id, person.name, person.role, ways, address, phone, sms_for, language,
             quiet_from, quiet_until,
             exists (select 1 from push_phone
                     where push_phone.person = person.id and endpoint is not null) as has_phone
      from person left join notice_preference on notice_preference.person = person.id
      where person.role in ('keeper', 'admin') and person.disabled_at is null
      order by person.name, person.id
      """;

  /** Of nobody who is not here: whoever asks from the machine itself has no account. */
  private static final String KEEP =
      """
      insert into notice_preference
        (person, ways, address, phone, sms_for, language, quiet_from, quiet_until)
      select id, $2, $3, $4, $5, $6, $7, $8 from person where id = $1 and disabled_at is null
      on conflict (person) do update
        set ways = excluded.ways, address = excluded.address, phone = excluded.phone,
            sms_for = excluded.sms_for, language = excluded.language, quiet_from = excluded.quiet_from,
            quiet_until = excluded.quiet_until
      """;

  private final Database database;

  PreferenceStore(Database database) {
    this.database = database;
  }

  /** Keepers and administrators who are still here, by name. */
  Future<List<Member>> members(SqlClient client) {
    return client
        .query(MEMBERS)
        .execute()
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(PreferenceStore::member)
                    .toList());
  }

  Future<Optional<Member>> member(UUID person) {
    return members(database.client())
        .map(all -> all.stream().filter(it -> it.id().equals(person)).findFirst());
  }

  /** Keeps what somebody chose; false when they have no account. */
  Future<Boolean> put(UUID person, Preferences chosen) {
    return database
        .client()
        .preparedQuery(KEEP)
        .execute(
            Tuple.from(
                Arrays.asList(
                    person,
                    chosen.ways().stream().map(Way::word).sorted().toArray(String[]::new),
                    chosen.address().orElse(null),
                    chosen.phone().orElse(null),
                    chosen.smsFor().word(),
                    chosen.language().word(),
                    chosen.quiet().map(QuietHours::from).orElse(null),
                    chosen.quiet().map(QuietHours::until).orElse(null))))
        .map(kept -> kept.rowCount() > 0);
  }

  private static Member member(Row row) {
    boolean chosen = row.getString("language") != null;
    return new Member(
        row.getUUID("id"),
        row.getString("name"),
        Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)),
        chosen ? preferences(row) : Preferences.UNCHOSEN,
        row.getBoolean("has_phone"));
  }

  private static Preferences preferences(Row row) {
    Optional<LocalTime> quietFrom = Optional.ofNullable(row.getLocalTime("quiet_from"));
    return new Preferences(
        Stream.of(row.getArrayOfStrings("ways"))
            .map(Way::ofWord)
            .collect(Collectors.toUnmodifiableSet()),
        Optional.ofNullable(row.getString("address")),
        Optional.ofNullable(row.getString("phone")),
        SmsFor.valueOf(row.getString("sms_for").toUpperCase(Locale.ROOT)),
        Language.valueOf(row.getString("language").toUpperCase(Locale.ROOT)),
        quietFrom.map(it -> new QuietHours(it, row.getLocalTime("quiet_until"))));
  }
}

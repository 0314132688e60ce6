package fr.anima.hub;

import fr.anima.hub.database.Database;
import fr.anima.hub.database.Outbox;
import fr.anima.hub.history.SeriesStore;
import fr.anima.hub.web.pages.StaticPages;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/**
 * What rooms are built on.
 *
 * @param diskHasRoom whether the database's disk has room for what can wait
 */
record Spine(
    HubConfig config,
    Vertx vertx,
    Database database,
    Outbox outbox,
    SeriesStore history,
    StaticPages pages,
    BooleanSupplier diskHasRoom,
    MeterRegistry meters,
    InstantSource clock) {}

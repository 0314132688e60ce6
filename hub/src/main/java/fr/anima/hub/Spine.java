package fr.anima.hub;

import fr.anima.hub.database.Database;
import fr.anima.hub.database.Outbox;
import fr.anima.hub.history.SeriesStore;
import fr.anima.hub.web.pages.StaticPages;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.InstantSource;

/** What rooms are built on. */
record Spine(
    HubConfig config,
    Vertx vertx,
    Database database,
    Outbox outbox,
    SeriesStore history,
    StaticPages pages,
    MeterRegistry meters,
    InstantSource clock) {}

package fr.anima.hub.ingest;

import fr.anima.wire.SamplingPlan;
import fr.anima.wire.StationId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * At most one connection per station; a newer one, which had the key too, takes over, here at once
 * and from another hub as soon as the log has told.
 */
final class Connections {
  private final Map<StationId, StationConnection> byStation = new ConcurrentHashMap<>();

  void opened(StationConnection connection) {
    StationConnection before = byStation.put(connection.station(), connection);
    if (before != null) {
      before.takenOver();
    }
  }

  void closed(StationConnection connection) {
    byStation.remove(connection.station(), connection);
  }

  void told(Presence of) {
    StationConnection connection = byStation.get(new StationId(of.station()));
    if (connection != null) {
      connection.told(of);
    }
  }

  void revoked(StationId station) {
    StationConnection connection = byStation.get(station);
    if (connection != null) {
      connection.revoked();
    }
  }

  void planned(StationId station, SamplingPlan plan) {
    StationConnection connection = byStation.get(station);
    if (connection != null) {
      connection.planned(plan);
    }
  }

  List<StationConnection> all() {
    return List.copyOf(byStation.values());
  }
}

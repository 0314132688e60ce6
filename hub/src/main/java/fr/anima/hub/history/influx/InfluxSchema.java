package fr.anima.hub.history.influx;

import com.influxdb.client.BucketsApi;
import com.influxdb.client.domain.Bucket;
import com.influxdb.client.domain.BucketRetentionRules;
import com.influxdb.client.domain.DBRP;
import com.influxdb.client.domain.DBRPCreate;
import com.influxdb.client.domain.Organization;
import com.influxdb.client.service.DbrPsService;
import com.influxdb.exceptions.InfluxException;
import fr.anima.hub.history.Retention;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import retrofit2.Call;
import retrofit2.Response;

/** Makes sure of everything history needs in an InfluxDB before it is written or asked. Blocks. */
final class InfluxSchema {
  private final InfluxConnection influx;
  private final InfluxConfig config;
  private final Retention retention;

  InfluxSchema(InfluxConnection influx, InfluxConfig config, Retention retention) {
    this.influx = influx;
    this.config = config;
    this.retention = retention;
  }

  /**
   * Creates what is missing and changes what was set otherwise; may be repeated.
   *
   * @return the server's version
   */
  String ensure() {
    String version = influx.greet();
    if (version.startsWith("1.")) {
      influx.ask("create database " + InfluxQl.name(config.database()));
      for (Shelf shelf : Shelf.values()) {
        ensurePolicy(shelf);
      }
    } else {
      String organisation = organisation();
      for (Shelf shelf : Shelf.values()) {
        ensureMapping(shelf, ensureBucket(shelf, organisation), organisation);
      }
    }
    return version;
  }

  private void ensurePolicy(Shelf shelf) {
    String policy =
        " retention policy %s on %s duration %dh replication 1 shard duration %dh"
            .formatted(
                InfluxQl.name(shelf.word()),
                InfluxQl.name(config.database()),
                shelf.kept(retention).toHours(),
                shelf.droppedEvery().toHours());
    try {
      influx.ask("create" + policy);
    } catch (IllegalStateException itIsSetOtherwise) {
      influx.ask("alter" + policy);
    }
  }

  private String organisation() {
    return influx.client().getOrganizationsApi().findOrganizations().stream()
        .filter(it -> it.getName().equals(config.organisation()))
        .map(Organization::getId)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "InfluxDB at %s shows no organisation %s to this token: see ANIMA_INFLUX_ORG"
                        .formatted(config.address(), config.organisation())));
  }

  private String ensureBucket(Shelf shelf, String organisation) {
    BucketsApi buckets = influx.client().getBucketsApi();
    BucketRetentionRules rules =
        new BucketRetentionRules()
            .everySeconds(Math.toIntExact(shelf.kept(retention).toSeconds()))
            .shardGroupDurationSeconds(shelf.droppedEvery().toSeconds());
    String name = shelf.bucket(config.database());
    Bucket found = buckets.findBucketByName(name);
    if (found == null) {
      return buckets.createBucket(name, rules, organisation).getId();
    }
    found.setRetentionRules(List.of(rules));
    return buckets.updateBucket(found).getId();
  }

  /** InfluxQL of 2.x finds a bucket by the database and policy that are mapped to it. */
  private void ensureMapping(Shelf shelf, String bucket, String organisation) {
    DbrPsService mappings = influx.client().getService(DbrPsService.class);
    String database = config.database();
    List<DBRP> there =
        answer(
                mappings.getDBRPs(
                    null, organisation, null, null, bucket, null, database, shelf.word()))
            .getContent();
    if (there == null || there.isEmpty()) {
      answer(
          mappings.postDBRP(
              new DBRPCreate()
                  .orgID(organisation)
                  .bucketID(bucket)
                  .database(database)
                  .retentionPolicy(shelf.word())
                  ._default(shelf == Shelf.SAMPLES),
              null));
    }
  }

  private static <T> T answer(Call<T> call) {
    try {
      Response<T> response = call.execute();
      T body = response.body();
      if (!response.isSuccessful() || body == null) {
        throw new InfluxException(response);
      }
      return body;
    } catch (IOException why) {
      throw new UncheckedIOException("InfluxDB does not answer: " + why.getMessage(), why);
    }
  }
}

/** History in PostgreSQL tables: what the default runs on, where no InfluxDB is. */
@NullMarked
package fr.anima.hub.history.postgres;

import org.jspecify.annotations.NullMarked;

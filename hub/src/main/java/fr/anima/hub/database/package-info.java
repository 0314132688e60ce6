/** PostgreSQL: pool, migrations, transactions and the outbox written with them. */
@NullMarked
package fr.anima.hub.database;

import org.jspecify.annotations.NullMarked;

/**
 * The hub: takes readings, acknowledges what is on disk, computes, keeps and shows.
 *
 * <pre>
 *   station -> ingest -> eventlog -> rooms' topologies -> eventlog -> history, live -> browser
 *   browser -> web -> rooms -> database (row and outbox together) -> eventlog -> live -> browser
 * </pre>
 *
 * The spine (embedded, stations, ingest, eventlog, history, live, web, people, database) knows how;
 * the rooms (animals, bikes, footfall, orders, deliveries) know what and plug into it; health sends
 * a reading of its own through all of the first path. {@code Hub} alone knows everybody.
 */
@NullMarked
package fr.anima.hub;

import org.jspecify.annotations.NullMarked;

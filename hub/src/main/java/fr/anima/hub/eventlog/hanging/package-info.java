/**
 * Transactions of which the brokers lost sight: found, and ended as had been decided, so that who
 * reads what is committed goes on.
 */
package fr.anima.hub.eventlog.hanging;

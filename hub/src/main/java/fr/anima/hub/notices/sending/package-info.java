/** Notices on their way out of the hub: claimed, carried, noted. */
@NullMarked
package fr.anima.hub.notices.sending;

import org.jspecify.annotations.NullMarked;

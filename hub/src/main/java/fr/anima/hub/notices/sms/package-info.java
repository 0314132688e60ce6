/** Notices as text messages, by whatever gateway the operator named. */
@NullMarked
package fr.anima.hub.notices.sms;

import org.jspecify.annotations.NullMarked;

/** Notices to phones by Web Push: whose phones, under which key, by which push service. */
@NullMarked
package fr.anima.hub.notices.push;

import org.jspecify.annotations.NullMarked;

@NullMarked
package fr.anima.hub.ingest;

import org.jspecify.annotations.NullMarked;

@NullMarked
package fr.anima.hub.ingest.dialects;

import org.jspecify.annotations.NullMarked;

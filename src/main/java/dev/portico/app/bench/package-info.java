/// `portico bench`: measures a program of its own on catalogs of its own, and prints what it found.
@NullMarked
package dev.portico.app.bench;

import org.jspecify.annotations.NullMarked;

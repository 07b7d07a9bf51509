/// How far subscribers have been told, in PostgreSQL.
@NullMarked
package dev.portico.notify.store;

import org.jspecify.annotations.NullMarked;

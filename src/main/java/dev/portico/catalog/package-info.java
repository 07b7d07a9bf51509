/// The one write path and the truth. Deltas come in through [dev.portico.catalog.CatalogWriter];
/// changes go out through [dev.portico.catalog.ChangeLog]. Uses `platform`, `model`, `access`.
@NullMarked
package dev.portico.catalog;

import org.jspecify.annotations.NullMarked;

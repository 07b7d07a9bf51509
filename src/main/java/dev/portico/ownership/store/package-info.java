/// Rows of what is proposed to Git and of transfers.
@NullMarked
package dev.portico.ownership.store;

import org.jspecify.annotations.NullMarked;

/// Actions that read the catalog, write descriptors and register them.
@NullMarked
package dev.portico.template.action.catalog;

import org.jspecify.annotations.NullMarked;

/// From what a credential proves to the [dev.portico.access.Viewer] that the program knows: with
/// the groups of the directory, and whether they are an admin.
@NullMarked
package dev.portico.access.principal;

import org.jspecify.annotations.NullMarked;

/// Who is calling and what they may do.
///
/// `identity` finds out who sent a request, `principal` makes a [Viewer] of it, and the edges ask
/// [CurrentViewer].
@NullMarked
package dev.portico.access;

import org.jspecify.annotations.NullMarked;

/// The made-up company of `./portico --demo`: Git repositories a newcomer can look at, with the
/// faults that real ones have.
@NullMarked
package dev.portico.app.demo;

import org.jspecify.annotations.NullMarked;

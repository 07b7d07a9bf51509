/// Expressions in the Common Expression Language (CEL): compiled and type-checked once, evaluated
/// without side effects, with bounded work.
@NullMarked
package dev.portico.platform.cel;

import org.jspecify.annotations.NullMarked;

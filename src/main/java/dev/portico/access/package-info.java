/// Who is calling and what they may do. Until sign-in exists this is one local viewer and the
/// rule that a program reachable from elsewhere takes no writes.
@NullMarked
package dev.portico.access;

import org.jspecify.annotations.NullMarked;

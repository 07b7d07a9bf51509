/// Tokens and sessions that the program gave out, in memory on every node.
@NullMarked
package dev.portico.access.token;

import org.jspecify.annotations.NullMarked;

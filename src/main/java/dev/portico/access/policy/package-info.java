/// Policies: how their documents are read, and what they say of a viewer.
@NullMarked
package dev.portico.access.policy;

import org.jspecify.annotations.NullMarked;

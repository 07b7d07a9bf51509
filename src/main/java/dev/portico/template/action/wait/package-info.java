/// Steps that wait: for people who decide, for an entity, for what runs in clusters.
@NullMarked
package dev.portico.template.action.wait;

import org.jspecify.annotations.NullMarked;

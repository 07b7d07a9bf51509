/// How tasks run: who may run one, one step after the other, what happens when a node dies, what is
/// hidden. Tasks come in as rows; what their steps did goes out as rows and events.
@NullMarked
package dev.portico.template.engine;

import org.jspecify.annotations.NullMarked;

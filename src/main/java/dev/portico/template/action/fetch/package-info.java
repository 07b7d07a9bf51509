/// Actions that bring files into the workspace, as they are or rendered: what a relative address
// leads to, where files come from, how a skeleton is rendered.
@NullMarked
package dev.portico.template.action.fetch;

import org.jspecify.annotations.NullMarked;

/// Brings what a template made up to date with the template as it is now.
@NullMarked
package dev.portico.template.update;

import org.jspecify.annotations.NullMarked;

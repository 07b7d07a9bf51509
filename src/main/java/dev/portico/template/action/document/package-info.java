/// Actions that read, change and write structured data: JSON, YAML, JSONata.
@NullMarked
package dev.portico.template.action.document;

import org.jspecify.annotations.NullMarked;

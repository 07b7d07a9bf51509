/// Regular expressions of others on texts of others: none may take long. Patterns come in as
/// JavaScript and JSON Schema write them.
@NullMarked
package dev.portico.platform.regex;

import org.jspecify.annotations.NullMarked;

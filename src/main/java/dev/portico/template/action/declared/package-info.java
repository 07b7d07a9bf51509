/// Actions that platform teams declare in documents: requests to services of their own.
@NullMarked
package dev.portico.template.action.declared;

import org.jspecify.annotations.NullMarked;

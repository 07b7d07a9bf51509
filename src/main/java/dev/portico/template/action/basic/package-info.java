/// Actions that only log or wait.
@NullMarked
package dev.portico.template.action.basic;

import org.jspecify.annotations.NullMarked;

/// What a step of a template can do: one class for each action, and what all of them share.
@NullMarked
package dev.portico.template.action;

import org.jspecify.annotations.NullMarked;

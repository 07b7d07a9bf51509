/// Pages for people.
@NullMarked
package dev.portico.web;

import org.jspecify.annotations.NullMarked;

/// What tests share: one PostgreSQL per JVM.
@NullMarked
package dev.portico.test;

import org.jspecify.annotations.NullMarked;

/// Actions that write to Git and to Git hosts: repositories, pull requests, and waiting for these.
@NullMarked
package dev.portico.template.action.git;

import org.jspecify.annotations.NullMarked;

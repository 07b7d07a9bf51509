/// Actions on files and folders of the workspace.
@NullMarked
package dev.portico.template.action.fs;

import org.jspecify.annotations.NullMarked;

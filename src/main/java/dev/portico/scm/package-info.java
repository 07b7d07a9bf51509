/// Git: mirrors, repository URLs, hosts. The only package that uses JGit.
@NullMarked
package dev.portico.scm;

import org.jspecify.annotations.NullMarked;

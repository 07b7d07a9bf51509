/// Reads CODEOWNERS files in the dialects of GitHub, GitLab and Bitbucket and tells the owners of a
/// path. Pure: text comes in, rules and problems with line numbers go out; a bad line is a problem
/// and never an exception.
@NullMarked
package dev.portico.ownership.codeowners;

import org.jspecify.annotations.NullMarked;

/// `portico template test`: files with the cases of a template, what they expect, and whether that
/// is so. [dev.portico.app.cases.TestFileReader] reads a file, [dev.portico.app.cases.CaseRun] runs
/// its cases.
@NullMarked
package dev.portico.app.cases;

import org.jspecify.annotations.NullMarked;

package dev.portico.app;

import dev.portico.app.cases.CaseRun;
import dev.portico.app.cases.TestFile;
import dev.portico.app.cases.TestFileReader;
import dev.portico.app.cases.TestFiles;
import dev.portico.app.cases.UnusableException;
import dev.portico.platform.PorticoException;
import dev.portico.query.GivenCatalog;
import dev.portico.template.Rehearsal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Runs the test cases of templates. Exit code 0 when all pass, 1 when one fails, 2 when a file or
/// the command itself can't be used.
@Command(
        name = "test",
        description = {
            "Runs the test cases of templates, without a server and without the network.",
            "The cases of template.yaml are in template.test.yaml beside it; folders are searched"
                    + " for such files.",
            "Files are taken as they lie there, committed or not.",
            "",
            "Exit code: 0 all cases passed, 1 one failed, 2 a file can't be used."
        })
final class TemplateTestCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Test files, templates and folders.")
    private List<Path> paths = new ArrayList<>();

    private final TemplateFiles templates = new TemplateFiles();
    private int passed;
    private int failed;
    private int unusable;

    @Override
    public Integer call() throws InterruptedException {
        Console console = new Console(spec);
        try {
            for (Path file : TestFiles.find(paths)) {
                test(file, console);
            }
        } catch (UnusableException e) {
            tell(e, console);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        console.say(summary());
        if (unusable > 0) {
            return 2;
        }
        return failed > 0 ? 1 : 0;
    }

    private String summary() {
        return passed
                + " passed, "
                + failed
                + " failed"
                + (unusable == 0 ? "" : ", " + unusable + " not usable");
    }

    private void tell(UnusableException e, Console console) {
        unusable++;
        e.problems().forEach(problem -> console.err().println("portico: " + problem));
        console.err().flush();
    }

    private void test(Path path, Console console) throws IOException, InterruptedException {
        try {
            TestFile file = TestFileReader.read(path);
            Path folder = TemplateFiles.folder(file.template());
            Rehearsal.Setting setting =
                    new Rehearsal.Setting(
                            templates.root(file.template()),
                            new GivenCatalog(templates.catalog(file)),
                            file::standIn,
                            file.environment());
            try (Rehearsal rehearsal = new Rehearsal(setting, Clock.systemUTC())) {
                CaseRun run =
                        new CaseRun(
                                rehearsal,
                                rehearsal.read(templates.template(file.template()), folder),
                                file.name());
                for (TestFile.TestCase test : file.cases()) {
                    report(run.run(test), console);
                }
            }
        } catch (UnusableException e) {
            tell(e, console);
        } catch (PorticoException e) {
            tell(new UnusableException(List.of(path + ": " + e.text())), console);
        }
    }

    private void report(CaseRun.Result result, Console console) {
        console.say(
                result.place()
                        + ": "
                        + (result.passed() ? "passed: " : "FAILED: ")
                        + result.name());
        result.failures().forEach(console::say);
        if (result.passed()) {
            passed++;
        } else {
            failed++;
        }
    }
}

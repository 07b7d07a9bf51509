package dev.portico;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/// How long files and methods may be.
class SourceBudgetTest {
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final int FILE_LINES = 400;
    private static final int METHOD_LINES = 60;
    private static final int MEDIAN_FILE_LINES = 90;

    @Test
    void filesAreShort() throws IOException {
        List<Integer> lengths = new ArrayList<>();
        List<String> tooLong = new ArrayList<>();
        for (Path file : files()) {
            int lines = Files.readAllLines(file).size();
            lengths.add(lines);
            if (lines > FILE_LINES) {
                tooLong.add(file + " has " + lines + " lines");
            }
        }
        assertThat(tooLong).isEmpty();
        lengths.sort(null);
        assertThat(lengths.get(lengths.size() / 2)).isLessThanOrEqualTo(MEDIAN_FILE_LINES);
    }

    @Test
    void methodsAreShort() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    manager,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    manager.getJavaFileObjectsFromPaths(files()));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            LongMethods longMethods = new LongMethods(positions);
            for (CompilationUnitTree unit : task.parse()) {
                longMethods.scan(unit, null);
            }
            assertThat(longMethods.found).isEmpty();
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> paths = Files.walk(SOURCES)) {
            return paths.filter(path -> path.toString().endsWith(".java")).toList();
        }
    }

    private static final class LongMethods extends TreePathScanner<Void, Void> {
        private final SourcePositions positions;
        private final List<String> found = new ArrayList<>();

        private LongMethods(SourcePositions positions) {
            this.positions = positions;
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
            long lines =
                    line(unit, positions.getEndPosition(unit, method))
                            - line(unit, positions.getStartPosition(unit, method))
                            + 1;
            if (lines > METHOD_LINES) {
                found.add(
                        "%s: %s has %d lines"
                                .formatted(
                                        unit.getSourceFile().getName(), method.getName(), lines));
            }
            return super.visitMethod(method, unused);
        }

        private static long line(CompilationUnitTree unit, long position) {
            return unit.getLineMap().getLineNumber(position);
        }
    }
}

package dev.portico.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The folder `catalog/` passes the checks it is there for.
class OwnCatalogTest {
    @Test
    void hasNoProblemsAndNoLooseEnds() throws IOException {
        List<String> refs = new ArrayList<>();
        List<String> targets = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("catalog"))) {
            for (Path file : files.filter(OwnCatalogTest::isDescriptor).toList()) {
                DescriptorContent content = Samples.read(Files.readAllBytes(file));
                assertThat(Samples.problems(content)).as(file.toString()).isEmpty();
                refs.addAll(Samples.refs(content));
                for (Declaration declaration : content.declarations()) {
                    assertThat(declaration.warnings()).isEmpty();
                    declaration
                            .relations()
                            .forEach(relation -> targets.add(relation.target().toString()));
                }
            }
        }
        assertThat(refs)
                .doesNotHaveDuplicates()
                .contains("system:default/portico", "kind:default/component")
                .containsAll(new TreeSet<>(targets));
    }

    /// Files of a skeleton are descriptors only once they are rendered, and cases of templates are
    /// none.
    private static boolean isDescriptor(Path path) {
        String name = path.toString();
        return name.endsWith(".yaml") && !name.endsWith(".test.yaml") && !name.contains("skeleton");
    }
}

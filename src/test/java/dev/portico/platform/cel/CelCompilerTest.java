package dev.portico.platform.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.platform.PorticoException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CelCompilerTest {
    private final CelCompiler compiler =
            new CelCompiler(Map.of("name", CelType.TEXT, "labels", CelType.TEXT_MAP));
    private final Map<String, Object> orders =
            Map.of("name", "orders-v1", "labels", Map.of("app.kubernetes.io/name", "orders"));

    @Test
    void makesTextsTestsAndLists() {
        assertThat(compiler.compile("name.split('-')[0].upperAscii()", CelType.TEXT).text(orders))
                .isEqualTo("ORDERS");
        assertThat(compiler.compile("labels[?'team'].orValue('none')", CelType.TEXT).text(orders))
                .isEqualTo("none");
        assertThat(
                        compiler.compile("'app.kubernetes.io/name' in labels", CelType.BOOL)
                                .test(orders))
                .isTrue();
        assertThat(compiler.compile("['a', name]", CelType.TEXTS).texts(orders))
                .containsExactly("a", "orders-v1");
        assertThat(
                        compiler.compile("[{'url': 'https://x/' + name}]", CelType.TEXT_MAPS)
                                .textMaps(orders))
                .isEqualTo(List.of(Map.of("url", "https://x/orders-v1")));
    }

    @Test
    void saysColumnAndNameOfWhatIsNotThere() {
        assertThatThrownBy(() -> compiler.compile("'a' + nme", CelType.TEXT))
                .isInstanceOf(PorticoException.class)
                .hasMessageContaining("`'a' + nme`")
                .hasMessageContaining("column 7")
                .hasMessageContaining("undeclared reference to 'nme'");
    }

    @Test
    void refusesAnotherType() {
        assertThatThrownBy(() -> compiler.compile("name == 'x'", CelType.TEXT))
                .hasMessageContaining("makes a bool; a string is needed");
    }

    @Test
    void saysWhichKeyIsMissing() {
        CelExpression team = compiler.compile("labels['team']", CelType.TEXT);

        assertThatThrownBy(() -> team.text(orders)).hasMessageContaining("key 'team' is not there");
    }

    @Test
    void boundsItsWork() {
        String loop = "[1,2,3,4,5,6,7,8,9,10]";
        String deep =
                loop
                        + ".all(a, "
                        + loop
                        + ".all(b, "
                        + loop
                        + ".all(c, "
                        + loop
                        + ".all(d, "
                        + loop
                        + ".all(e, a + b + c + d + e > 0)))))";
        CelExpression expression = compiler.compile(deep, CelType.BOOL);

        assertThatThrownBy(() -> expression.test(orders)).hasMessageContaining("exceeded");
        assertThatThrownBy(() -> compiler.compile("'" + "x".repeat(5_000) + "'", CelType.TEXT))
                .hasMessageContaining("size");
    }
}

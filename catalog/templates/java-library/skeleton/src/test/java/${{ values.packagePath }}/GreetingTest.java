package ${{ values.package }};

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class GreetingTest {
    @Test
    void namesWhomItGreets() {
        assertEquals("Hello, Ann", Greeting.of("Ann"));
    }
}

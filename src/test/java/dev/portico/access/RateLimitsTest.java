package dev.portico.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private final AtomicLong time = new AtomicLong(1);
    private final RateLimits limits = new RateLimits(2, 3, time::get);

    @Test
    void someAtOnceAndThenAtTheRate() {
        for (int i = 0; i < 3; i++) {
            assertThat(limits.take("a")).isZero();
        }
        assertThat(limits.take("a")).isEqualTo(1);
        assertThat(limits.take("b")).isZero();

        time.addAndGet(TimeUnit.MILLISECONDS.toNanos(500));
        assertThat(limits.take("a")).isZero();
        assertThat(limits.take("a")).isEqualTo(1);

        time.addAndGet(TimeUnit.HOURS.toNanos(1));
        for (int i = 0; i < 3; i++) {
            assertThat(limits.take("a")).isZero();
        }
        assertThat(limits.take("a")).isPositive();
    }
}
